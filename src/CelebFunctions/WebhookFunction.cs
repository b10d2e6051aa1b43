using CelebFunctions.Batches;
using CelebFunctions.Batches.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Webhooks from the queue.</summary>
public sealed class WebhookFunction(WebhookWorker worker)
{
    [Function("Webhook")]
    public Task Deliver([QueueTrigger(Places.WebhookQueue)] string message, CancellationToken cancellation) => worker.WorkAsync(message, cancellation);

    [Function("WebhookPoison")]
    public Task GiveUp([QueueTrigger(Places.WebhookPoisonQueue)] string message, CancellationToken cancellation) => worker.GiveUpAsync(message, cancellation);
}
