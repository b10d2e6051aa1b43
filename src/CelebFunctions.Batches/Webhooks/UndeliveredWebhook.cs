using CelebFunctions.Batches.Results;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>A delivery that was given up: the blob <c>webhooks/undelivered/{id}.json</c>.</summary>
/// <param name="Schema">1.</param>
/// <param name="Delivery">Its last message.</param>
/// <param name="Error">Why: <c>gone</c>, <c>undeliverable</c> or <c>worker-lost</c>.</param>
/// <param name="At">When.</param>
public sealed record UndeliveredWebhook(int Schema, WebhookDelivery Delivery, JobError Error, DateTimeOffset At);
