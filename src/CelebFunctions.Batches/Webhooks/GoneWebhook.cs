namespace CelebFunctions.Batches.Webhooks;

/// <summary>An address that answered 410: the blob <c>webhooks/gone/{SHA-256 of the address}.json</c>.</summary>
/// <param name="Schema">1.</param>
/// <param name="At">Whoever subscribed before is told nothing any more.</param>
public sealed record GoneWebhook(int Schema, DateTimeOffset At);
