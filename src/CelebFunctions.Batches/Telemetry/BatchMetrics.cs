using System.Diagnostics;
using System.Diagnostics.Metrics;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Webhooks;

namespace CelebFunctions.Batches.Telemetry;

/// <summary>What is measured of the queues, named as OpenTelemetry's conventions have it; docs/queue.md lists it.</summary>
public sealed class BatchMetrics
{
    private const string Queue = "messaging.destination.name", Operation = "celeb.operation", Error = "error.type", Outcome = "celeb.webhook.outcome";

    private readonly Histogram<double> _duration, _webhooks;
    private readonly Counter<long> _retries, _poison, _undelivered;
    private readonly ObservableGauge<long> _depth;
    private volatile IReadOnlyList<QueueState> _states = [];

    public BatchMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(BatchTraces.Name);
        _duration = meter.CreateHistogram(
            "celeb.job.duration", "s", "From receiving a job to its result.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60] });
        _retries = meter.CreateCounter<long>("celeb.job.retries", "{job}", "Jobs that failed by accident and were sent again.");
        _poison = meter.CreateCounter<long>("celeb.job.poisoned", "{job}", "Jobs that were given up.");
        _webhooks = meter.CreateHistogram(
            "celeb.webhook.duration", "s", "Attempts to deliver a webhook.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15] });
        _undelivered = meter.CreateCounter<long>("celeb.webhook.undelivered", "{webhook}", "Webhooks that were given up.");
        _depth = meter.CreateObservableGauge(
            "celeb.queue.depth", () => _states.Select(state => new Measurement<long>(state.Depth, Of(state))), "{message}", "About how many messages a queue holds, seen and unseen.");
        meter.CreateObservableGauge(
            "celeb.queue.oldest_age", () => _states.Select(state => new Measurement<double>(state.OldestAge.TotalSeconds, Of(state))), "s", "How long the oldest message waits that can be received; 0 where there is none.");

        static KeyValuePair<string, object?> Of(QueueState state) => new(Queue, state.Name);
    }

    /// <summary>Whether somebody wants to know of the queues: looking at them costs calls to storage.</summary>
    public bool QueuesAreWatched => _depth.Enabled;

    /// <summary>The queues as they were seen last.</summary>
    public void QueuesSeen(IReadOnlyList<QueueState> states) => _states = states;

    internal void JobEnded(string operation, JobError? error, TimeSpan duration)
    {
        // An operation is whatever its sender wrote: only those there are become a series each.
        var tags = new TagList { { Operation, operation == "match" ? operation : operation.StartsWith("effects/", StringComparison.Ordinal) ? "effects" : "other" } };
        if (error is not null)
            tags.Add(Error, error.Code);
        _duration.Record(duration.TotalSeconds, tags);
    }

    internal void JobRetried(JobError error) => _retries.Add(1, new KeyValuePair<string, object?>(Error, error.Code));

    internal void JobPoisoned(JobError error) => _poison.Add(1, new KeyValuePair<string, object?>(Error, error.Code));

    internal void WebhookTried(WebhookOutcome outcome, TimeSpan duration) => _webhooks.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>(Outcome, outcome switch
        {
            WebhookOutcome.Delivered => "delivered",
            WebhookOutcome.Gone => "gone",
            WebhookOutcome.Failed => "failed",
        }));

    internal void WebhookGivenUp(string code) => _undelivered.Add(1, new KeyValuePair<string, object?>(Error, code));
}
