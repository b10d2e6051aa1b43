namespace CelebFunctions.Batches.Jobs;

/// <summary>What came of sending a job again.</summary>
public enum ReplayOutcome
{
    /// <summary>Its message is on the queue.</summary>
    Sent,

    /// <summary>It has succeeded meanwhile.</summary>
    Done,

    /// <summary>No such job was given up.</summary>
    Unknown,

    /// <summary>Its message is no job, and would fail again.</summary>
    Unreadable,
}
