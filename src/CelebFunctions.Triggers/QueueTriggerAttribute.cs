namespace Microsoft.Azure.Functions.Worker;

/// <summary>Calls the function for each message of a storage queue.</summary>
/// <param name="queueName">The queue.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>The queue.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>Setting that names the storage; <c>AzureWebJobsStorage</c> where null.</summary>
    public string? Connection { get; set; }
}
