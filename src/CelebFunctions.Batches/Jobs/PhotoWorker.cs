using System.Diagnostics;
using CelebFunctions.Batches.Results;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Batches.Jobs;

/// <summary>
/// Works off one message at a time, on any number of instances. Whatever is delivered how often, a job has one result:
/// it is written under the condition that there is none, and told of afterwards, again at each further delivery.
/// </summary>
public sealed partial class PhotoWorker(
    JobStore store, IPhotoOperations operations, RetryDelay delay, TimeProvider time, ILogger<PhotoWorker> logger)
{
    /// <summary>Name of the source of the worker's traces.</summary>
    public const string Traces = "CelebFunctions.Batches";

    private static readonly ActivitySource Source = new(Traces);

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
            var refused = await store.KeepAsync(Failed(outline, new(refusal.Code, refusal.Message)), cancellationToken);
            await store.AnnounceAsync(outline, refused, cancellationToken);
            return;
        }

        ActivityContext.TryParse(job.Traceparent, null, isRemote: true, out var parent);
        using var activity = Source.StartActivity("photo-job", ActivityKind.Consumer, parent);
        try
        {
            var result = await store.FindResultAsync(job.Job, cancellationToken);
            if (result is null && deliveries > 1)
            {
                // Whoever had it before is lost, perhaps by this photo, perhaps by another that it held beside it. Tried
                // again at a time of its own, so that the innocent one is not there when the other strikes again.
                Log.Lost(logger, job.Job, job.Attempt);
                await RetryAsync(job, message, WorkerLost, cancellationToken);
                return;
            }
            result ??= await store.KeepAsync(await RunAsync(job, cancellationToken), cancellationToken);
            await store.AnnounceAsync(job, result, cancellationToken);
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

    private Task RetryAsync(PhotoJob job, string message, JobError error, CancellationToken cancellationToken) =>
        job.Attempt < PhotoJob.MaxAttempts
            ? store.SendAsync(job with { Attempt = job.Attempt + 1 }, delay.After(job.Attempt), cancellationToken)
            : PoisonAsync(job, message, error, cancellationToken);

    private async Task PoisonAsync(PhotoJob job, string message, JobError error, CancellationToken cancellationToken)
    {
        var result = await store.FindResultAsync(job.Job, cancellationToken);
        if (result is null)
        {
            // Before the result: once that is there, nobody comes back to write this.
            await store.KeepAsync(new PoisonedJob(PhotoJob.CurrentSchema, job.Job, message, error, time.GetUtcNow()), cancellationToken);
            result = await store.KeepAsync(Failed(job, error), cancellationToken);
        }
        await store.AnnounceAsync(job, result, cancellationToken);
    }

    private JobResult Failed(PhotoJob job, JobError error) => ResultOf(job, JobStatus.Failed) with { Error = error };

    private JobResult ResultOf(PhotoJob job, JobStatus status) =>
        new(PhotoJob.CurrentSchema, job.Job, job.Batch, job.Index, status, null, null, null, job.Attempt, null, time.GetUtcNow());

    private static partial class Log
    {
        [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Job {Job} can never succeed: {Code}.")]
        public static partial void Refused(ILogger logger, string job, string code);

        [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Job {Job} failed at attempt {Attempt}.")]
        public static partial void Failed(ILogger logger, string job, int attempt, Exception accident);

        [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "Job {Job} lost its worker at attempt {Attempt}.")]
        public static partial void Lost(ILogger logger, string job, int attempt);

        [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "The trigger gave up the message of job {Job}.")]
        public static partial void Poison(ILogger logger, string job);
    }
}
