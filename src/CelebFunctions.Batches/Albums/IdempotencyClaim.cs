namespace CelebFunctions.Batches.Albums;

/// <summary>What a key stands for: the blob <c>idempotency/{hash}.json</c>.</summary>
/// <param name="Schema">1.</param>
/// <param name="Batch">The id that the request's batch has, or will have.</param>
/// <param name="At">When the request came.</param>
public sealed record IdempotencyClaim(int Schema, string Batch, DateTimeOffset At);
