namespace CelebFunctions.Batches.Results;

/// <summary>A message that was given up: the blob <c>poison/{job}.json</c>, from which it can be sent again.</summary>
/// <param name="Schema">1.</param>
/// <param name="Job">Whose.</param>
/// <param name="Message">Its text as it was.</param>
/// <param name="Error">Why.</param>
/// <param name="At">When.</param>
public sealed record PoisonedJob(int Schema, string Job, string Message, JobError Error, DateTimeOffset At);
