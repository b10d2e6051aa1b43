namespace Microsoft.Azure.Functions.Worker;

/// <summary>Calls the function on an HTTP request.</summary>
/// <param name="authLevel">Which key the caller must show.</param>
/// <param name="methods">The verbs that it takes; all of them where none is listed.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    /// <summary>All verbs, with a function key.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    /// <summary>With a function key.</summary>
    /// <param name="methods">The verbs that it takes.</param>
    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>All verbs.</summary>
    /// <param name="authLevel">Which key the caller must show.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel)
        : this(authLevel, [])
    {
    }

    /// <summary>Route template below the app's route prefix; the function's name where null.</summary>
    public string? Route { get; set; }

    /// <summary>The verbs that it takes; all of them where empty.</summary>
    public string[]? Methods { get; } = methods;

    /// <summary>Which key the caller must show.</summary>
    public AuthorizationLevel AuthLevel { get; set; } = authLevel;
}
