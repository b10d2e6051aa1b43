using System.Text.Json;

namespace CelebFunctions.Batches.Results;

/// <summary>What came of a job: the blob <c>results/{job}.json</c>, and a line of NDJSON.</summary>
/// <param name="Schema">1.</param>
/// <param name="Job">As it was sent; made of the message's hash where it named none.</param>
/// <param name="Batch">As it was sent.</param>
/// <param name="Index">As it was sent.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Result">The answer, as HTTP would give it.</param>
/// <param name="Picture">Container and name of the picture's blob.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Models">What made it.</param>
/// <param name="FinishedAt">When.</param>
public sealed record JobResult(
    int Schema,
    string Job,
    string? Batch,
    int Index,
    JobStatus Status,
    JsonElement? Result,
    string? Picture,
    JobError? Error,
    int Attempts,
    JsonElement? Models,
    DateTimeOffset FinishedAt);

/// <summary>Why a job failed.</summary>
/// <param name="Code">For an app.</param>
/// <param name="Detail">For people.</param>
public sealed record JobError(string Code, string Detail);
