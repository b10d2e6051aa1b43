namespace Microsoft.Azure.Functions.Worker;

/// <summary>What came with the trigger.</summary>
public abstract class BindingContext
{
    /// <summary>Values of the route by name.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
