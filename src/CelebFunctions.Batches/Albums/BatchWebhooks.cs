using System.Text.Json;
using CelebFunctions.Batches.Webhooks;

namespace CelebFunctions.Batches.Albums;

/// <summary>Tells the webhook that a batch names.</summary>
public sealed class BatchWebhooks(WebhookOutbox outbox, WebhookStore store) : IBatchEvents
{
    /// <summary>The event's type.</summary>
    public const string Succeeded = "celebfunctions.batch.succeeded";

    public Task CompletedAsync(Batch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Webhook is null)
            return Task.CompletedTask;
        var data = new BatchEnd(batch.Id, batch.Operation, batch.Total, batch.Done, batch.Failed, batch.CreatedAt, batch.FinishedAt, batch.ExpiresAt);
        return outbox.SendAsync(
            new(
                batch.Webhook,
                EventOf(batch.Id),
                Succeeded,
                batch.Id,
                JsonSerializer.SerializeToElement(data, BatchesJson.Default.BatchEnd),
                batch.FinishedAt ?? batch.CreatedAt,
                batch.CreatedAt),
            cancellationToken);
    }

    public Task ErasedAsync(string batch, CancellationToken cancellationToken) => store.ForgetAsync(EventOf(batch), cancellationToken);

    // The same each time that it is told: receivers know a repeat by it.
    private static string EventOf(string batch) => $"{batch}-succeeded";
}
