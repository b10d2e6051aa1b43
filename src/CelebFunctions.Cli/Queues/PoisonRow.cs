using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Webhooks;

namespace CelebFunctions.Cli.Queues;

/// <summary>What <c>celeb queue poison --json</c> prints, a line each.</summary>
/// <param name="Kind"><c>job</c> or <c>webhook</c>.</param>
/// <param name="Id">A job's or an event's.</param>
/// <param name="Code">Why it was given up.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="Attempts">After how many.</param>
/// <param name="At">When.</param>
internal sealed record PoisonRow(string Kind, string Id, string Code, string Detail, int Attempts, DateTimeOffset At)
{
    public static PoisonRow Of(PoisonedJob job) =>
        new("job", job.Job, job.Error.Code, job.Error.Detail, PoisonedJobs.AttemptsOf(job), job.At);

    public static PoisonRow Of(UndeliveredWebhook webhook) =>
        new("webhook", webhook.Delivery.Event.Id, webhook.Error.Code, webhook.Error.Detail, webhook.Delivery.Attempt, webhook.At);
}
