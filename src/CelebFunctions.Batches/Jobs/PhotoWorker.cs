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

    /// <summary>Works off a message of <c>photo-jobs</c>. When it returns, the message has done its duty.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">The worker stops: the message must come again.</param>
    public async Task WorkAsync(string message, CancellationToken cancellationToken)
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
            await store.AnnounceAsync(refused, cancellationToken);
            return;
        }

        ActivityContext.TryParse(job.Traceparent, null, isRemote: true, out var parent);
        using var activity = Source.StartActivity("photo-job", ActivityKind.Consumer, parent);
        try
        {
            var result = await store.FindResultAsync(job.Job, cancellationToken)
                ?? await store.KeepAsync(await RunAsync(job, cancellationToken), cancellationToken);
            await store.AnnounceAsync(result, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception accident) when (job.Attempt < PhotoJob.MaxAttempts)
        {
            Log.Postponed(logger, job.Job, job.Attempt, accident);
            await store.SendAsync(job with { Attempt = job.Attempt + 1 }, delay.After(job.Attempt), cancellationToken);
        }
        catch (Exception accident)
        {
            Log.GivenUp(logger, job.Job, accident);
            await PoisonAsync(job, message, new("internal-error", $"The job was tried {job.Attempt} times and failed each time."), cancellationToken);
        }
    }

    /// <summary>Gives up a message of <c>photo-jobs-poison</c>.</summary>
    /// <param name="message">Its text.</param>
    /// <param name="cancellationToken">The worker stops: the message must come again.</param>
    public Task GiveUpAsync(string message, CancellationToken cancellationToken)
    {
        var job = JobMessage.Outline(message);
        Log.Poison(logger, job.Job);
        return PoisonAsync(
            job, message, new("worker-lost", "Each worker that took the job ended before it had a result: the photo may be more than it can bear."), cancellationToken);
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

    private async Task PoisonAsync(PhotoJob job, string message, JobError error, CancellationToken cancellationToken)
    {
        var result = await store.FindResultAsync(job.Job, cancellationToken);
        if (result is null)
        {
            // Before the result: once that is there, nobody comes back to write this.
            await store.KeepAsync(new PoisonedJob(PhotoJob.CurrentSchema, job.Job, message, error, time.GetUtcNow()), cancellationToken);
            result = await store.KeepAsync(Failed(job, error), cancellationToken);
        }
        await store.AnnounceAsync(result, cancellationToken);
    }

    private JobResult Failed(PhotoJob job, JobError error) => ResultOf(job, JobStatus.Failed) with { Error = error };

    private JobResult ResultOf(PhotoJob job, JobStatus status) =>
        new(PhotoJob.CurrentSchema, job.Job, job.Batch, job.Index, status, null, null, null, job.Attempt, null, time.GetUtcNow());

    private static partial class Log
    {
        [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "Job {Job} can never succeed: {Code}.")]
        public static partial void Refused(ILogger logger, string job, string code);

        [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Job {Job} failed at attempt {Attempt}; it is tried again.")]
        public static partial void Postponed(ILogger logger, string job, int attempt, Exception accident);

        [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "Job {Job} failed at its last attempt.")]
        public static partial void GivenUp(ILogger logger, string job, Exception accident);

        [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "Job {Job} ended its workers; it is given up.")]
        public static partial void Poison(ILogger logger, string job);
    }
}
