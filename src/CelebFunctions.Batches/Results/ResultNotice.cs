namespace CelebFunctions.Batches.Results;

/// <summary>A message on <c>photo-results</c>: at least one for each result.</summary>
/// <param name="Schema">1.</param>
/// <param name="Job">Whose.</param>
/// <param name="Batch">The batch that it belongs to.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Result">Container and name of the result's blob.</param>
public sealed record ResultNotice(int Schema, string Job, string? Batch, JobStatus Status, string Result);
