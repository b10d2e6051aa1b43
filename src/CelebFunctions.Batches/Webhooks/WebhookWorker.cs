using System.Diagnostics;
using CelebFunctions.Batches.Telemetry;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>
/// Delivers one webhook at a time, on any number of instances: at least once, until it is delivered, its address is gone,
/// or the schedule is at its end.
/// </summary>
public sealed partial class WebhookWorker(
    WebhookStore store, WebhookSender sender, WebhookSchedule schedule, BatchMetrics metrics, TimeProvider time, ILogger<WebhookWorker> logger)
{
    /// <summary>Works off a message of <c>webhooks</c>. When it returns, the message has done its duty.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">The worker stops: the message must come again.</param>
    public async Task WorkAsync(string message, CancellationToken cancellationToken)
    {
        if (WebhookDelivery.Read(message) is not { } delivery)
        {
            Log.Unreadable(logger, message.Length);
            return;
        }
        var happened = delivery.Event;
        using var activity = BatchTraces.Start("webhook", ActivityKind.Producer, delivery.Traceparent);
        if (await store.IsOffAsync(happened, cancellationToken))
        {
            await GiveUpAsync(delivery, new("gone", "Its address answered 410 to another event."), cancellationToken);
            return;
        }

        var started = time.GetTimestamp();
        var attempt = await sender.SendAsync(happened, cancellationToken);
        metrics.WebhookTried(attempt.Outcome, time.GetElapsedTime(started));
        switch (attempt.Outcome)
        {
            case WebhookOutcome.Delivered:
                Log.Delivered(logger, happened.Id, happened.Subject, delivery.Attempt);
                break;
            case WebhookOutcome.Gone:
                await store.SwitchOffAsync(happened.Url, time.GetUtcNow(), cancellationToken);
                await GiveUpAsync(delivery, new("gone", attempt.Reason), cancellationToken);
                break;
            case WebhookOutcome.Failed:
                await RetryAsync(delivery, attempt, cancellationToken);
                break;
        }
    }

    /// <summary>Gives up a message of <c>webhooks-poison</c>.</summary>
    /// <inheritdoc cref="WorkAsync" path="/param"/>
    public async Task GiveUpAsync(string message, CancellationToken cancellationToken)
    {
        if (WebhookDelivery.Read(message) is { } delivery)
            await GiveUpAsync(delivery, new("worker-lost", "Each worker that took it ended before it was done."), cancellationToken);
        else
            Log.Unreadable(logger, message.Length);
    }

    private async Task RetryAsync(WebhookDelivery delivery, WebhookAttempt attempt, CancellationToken cancellationToken)
    {
        if (schedule.After(delivery.Attempt, attempt.RetryAfter) is { } wait)
        {
            Log.Failed(logger, delivery.Event.Id, delivery.Event.Subject, delivery.Attempt, attempt.Reason, wait);
            var next = delivery with { Attempt = delivery.Attempt + 1, FirstTriedAt = delivery.FirstTriedAt ?? time.GetUtcNow() };
            await store.SendAsync(next, wait, cancellationToken);
        }
        else
        {
            await GiveUpAsync(delivery, new("undeliverable", attempt.Reason), cancellationToken);
        }
    }

    private async Task GiveUpAsync(WebhookDelivery delivery, Results.JobError error, CancellationToken cancellationToken)
    {
        await store.KeepAsync(new(WebhookDelivery.CurrentSchema, delivery, error, time.GetUtcNow()), cancellationToken);
        metrics.WebhookGivenUp(error.Code);
        Log.GivenUp(logger, delivery.Event.Id, delivery.Event.Subject, delivery.Attempt, error.Code, error.Detail);
    }

    // An address may hold a token of its owner's: it is in none of these.
    private static partial class Log
    {
        [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "Webhook {Id} of {Subject} was delivered at attempt {Attempt}.")]
        public static partial void Delivered(ILogger logger, string id, string subject, int attempt);

        [LoggerMessage(EventId = 311, Level = LogLevel.Warning, Message = "Webhook {Id} of {Subject} failed at attempt {Attempt} and is tried again in {Wait}. {Reason}")]
        public static partial void Failed(ILogger logger, string id, string subject, int attempt, string reason, TimeSpan wait);

        [LoggerMessage(EventId = 312, Level = LogLevel.Error, Message = "Webhook {Id} of {Subject} was given up after attempt {Attempt}: {Code}. {Reason}")]
        public static partial void GivenUp(ILogger logger, string id, string subject, int attempt, string code, string reason);

        [LoggerMessage(EventId = 313, Level = LogLevel.Error, Message = "A message of {Length} characters on the queue of webhooks is none and was dropped.")]
        public static partial void Unreadable(ILogger logger, int length);
    }
}
