namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller must show.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous,

    /// <summary>Treated as <see cref="Function"/>.</summary>
    User,

    /// <summary>A function key, or the master key.</summary>
    Function,

    /// <summary>Treated as <see cref="Function"/>.</summary>
    System,

    /// <summary>The master key.</summary>
    Admin,
}
