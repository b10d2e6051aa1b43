namespace Microsoft.Azure.Functions.Worker;

/// <summary>One call of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to this call.</summary>
    public abstract string InvocationId { get; }

    /// <summary>What came with the trigger.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Fires when the result is no longer wanted.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
