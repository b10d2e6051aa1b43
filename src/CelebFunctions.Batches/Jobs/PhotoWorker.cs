using System.Diagnostics;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Telemetry;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Batches.Jobs;

/// <summary>
/// Works off one message at a time, on any number of instances. Whatever is delivered how often, a job has one result:
/// it is written under the condition that there is none, and told of afterwards, again at each further delivery.
/// </summary>
public sealed partial class PhotoWorker(
    JobStore store,
    BatchProgress batches,
    IPhotoOperations operations,
    RetryDelay delay,
    BatchMetrics metrics,
    TimeProvider time,
    ILogger<PhotoWorker> logger)
{
    private static readonly JobError WorkerLost =
        new("worker-lost", "Each worker that took the job ended before it had a result: the photo may be more than it can bear.");

    /// <summary>Works off a message of <c>photo-jobs</c>. When it returns, the message has done its duty.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="deliveries">How often it was received, this time included.</param>
    /// <param name="cancellationToken">The worker stops: the message must come again.</param>
    public async Task WorkAsync(string message, long deliveries, CancellationToken cancellationToken)
    {
        PhotoJob job;
        try
        {
            job = JobMessage.Read(message);
        }
        catch (JobException refusal)
        {
            var outline = JobMessage.Outline(message);
            Log.Refused(logger, outline.Job, refusal.Code);
            var (refused, isFirst) = await store.KeepAsync(Failed(outline, new(refusal.Code, refusal.Message)), cancellationToken);
            await EndAsync(outline, refused, isFirst, deliveries > 1, cancellationToken);
            return;
        }

        using var activity = BatchTraces.Start("photo-job", ActivityKind.Consumer, job.Traceparent);
        activity?.SetTag("messaging.destination.name", Places.JobQueue).SetTag("celeb.attempt", job.Attempt);
        // So that what an operation logs tells the job too.
        using var scope = Log.Scope(logger, job.Job);
        try
        {
            if (await batches.IsErasedAsync(job, cancellationToken))
            {
                Log.Erased(logger, job.Job);
                return;
            }
            var (result, first) = (await store.FindResultAsync(job.Job, cancellationToken), false);
            if (result is null && deliveries > 1)
            {
                // Whoever had it before is lost, perhaps by this photo, perhaps by another that it held beside it. Tried
                // again at a time of its own, so that the innocent one is not there when the other strikes again.
                Log.Lost(logger, job.Job, job.Attempt);
                await RetryAsync(job, message, WorkerLost, cancellationToken);
                return;
            }
            if (result is null)
            {
                var started = time.GetTimestamp();
                (result, first) = await store.KeepAsync(await RunAsync(job, cancellationToken), cancellationToken);
                metrics.JobEnded(job.Operation, result.Error, time.GetElapsedTime(started));
            }
            activity?.SetTag("error.type", result.Error?.Code);
            await EndAsync(job, result, first, deliveries > 1 || job.Attempt > 1, cancellationToken);
            Log.Done(logger, job.Job, result.Status, result.Attempts);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception accident)
        {
            Log.Failed(logger, job.Job, job.Attempt, accident);
            await RetryAsync(job, message, new("internal-error", $"The job was tried {job.Attempt} times and failed each time."), cancellationToken);
        }
    }

    /// <summary>Gives up a message of <c>photo-jobs-poison</c>.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">The worker stops: the message must come again.</param>
    public Task GiveUpAsync(string message, CancellationToken cancellationToken)
    {
        var job = JobMessage.Outline(message);
        Log.Poison(logger, job.Job);
        return PoisonAsync(job, message, WorkerLost, cancellationToken);
    }

    private async Task<JobResult> RunAsync(PhotoJob job, CancellationToken cancellationToken)
    {
        try
        {
            var photo = await store.ReadPhotoAsync(job, cancellationToken);
            var outcome = await operations.RunAsync(job, photo, cancellationToken);
            var picture = outcome.Picture is { } made ? await store.KeepAsync(job.Job, made, cancellationToken) : null;
            return ResultOf(job, JobStatus.Succeeded) with { Result = outcome.Result, Picture = picture, Models = outcome.Models };
        }
        catch (JobException refusal)
        {
            Log.Refused(logger, job.Job, refusal.Code);
            return Failed(job, new(refusal.Code, refusal.Message));
        }
    }

    private async Task RetryAsync(PhotoJob job, string message, JobError error, CancellationToken cancellationToken)
    {
        if (job.Attempt >= PhotoJob.MaxAttempts)
        {
            await PoisonAsync(job, message, error, cancellationToken);
            return;
        }
        await store.SendAsync(job with { Attempt = job.Attempt + 1 }, delay.After(job.Attempt), cancellationToken);
        metrics.JobRetried(error);
    }

    private async Task PoisonAsync(PhotoJob job, string message, JobError error, CancellationToken cancellationToken)
    {
        var (result, first) = (await store.FindResultAsync(job.Job, cancellationToken), false);
        if (result is null)
        {
            // Before the result: once that is there, nobody comes back to write this.
            await store.KeepAsync(new PoisonedJob(PhotoJob.CurrentSchema, job.Job, message, error, time.GetUtcNow()), cancellationToken);
            (result, first) = await store.KeepAsync(Failed(job, error), cancellationToken);
            metrics.JobPoisoned(error);
            Log.GivenUp(logger, job.Job, job.Attempt, error.Code);
        }
        await EndAsync(job, result, first, again: true, cancellationToken);
    }

    /// <summary>Lets a job's batch go on, and tells of the job's result.</summary>
    private async Task EndAsync(PhotoJob job, JobResult result, bool first, bool again, CancellationToken cancellationToken)
    {
        if (await batches.EndedAsync(job, first, again, cancellationToken))
            await store.AnnounceAsync(job, result, cancellationToken);
        else
            Log.Erased(logger, job.Job);
    }

    private JobResult Failed(PhotoJob job, JobError error) => ResultOf(job, JobStatus.Failed) with { Error = error };

    private JobResult ResultOf(PhotoJob job, JobStatus status) =>
        new(PhotoJob.CurrentSchema, job.Job, job.Batch, job.Index, status, null, null, null, job.Attempt, null, time.GetUtcNow());

    private static partial class Log
    {
        private static readonly Func<ILogger, string, IDisposable?> OfJob = LoggerMessage.DefineScope<string>("job {Job}");

        public static IDisposable? Scope(ILogger logger, string job) => OfJob(logger, job);

        [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Job {Job} can never succeed: {Code}.")]
        public static partial void Refused(ILogger logger, string job, string code);

        [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Job {Job} failed at attempt {Attempt}.")]
        public static partial void Failed(ILogger logger, string job, int attempt, Exception accident);

        [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "Job {Job} lost its worker at attempt {Attempt}.")]
        public static partial void Lost(ILogger logger, string job, int attempt);

        [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "The trigger gave up the message of job {Job}.")]
        public static partial void Poison(ILogger logger, string job);

        [LoggerMessage(EventId = 304, Level = LogLevel.Error, Message = "Job {Job} was given up after attempt {Attempt}: {Code}.")]
        public static partial void GivenUp(ILogger logger, string job, int attempt, string code);

        [LoggerMessage(EventId = 305, Level = LogLevel.Debug, Message = "Job {Job} has its result: {Status} after {Attempts} attempts.")]
        public static partial void Done(ILogger logger, string job, JobStatus status, int attempts);

        [LoggerMessage(EventId = 306, Level = LogLevel.Information, Message = "Job {Job} belongs to a batch that was erased.")]
        public static partial void Erased(ILogger logger, string job);
    }
}
