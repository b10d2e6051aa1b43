using System.Diagnostics;
using CelebFunctions.Batches.Jobs;

namespace CelebFunctions.Batches.Albums;

/// <summary>
/// Keeps batches going. Jobs form as many chains as the batch's window is wide: when one ends, the one that many places
/// behind it is sent. So no more of them stand in the queue, and nobody need count.
/// </summary>
public sealed class BatchProgress(BatchStore batches, JobStore jobs, IBatchEvents events, BatchSettings settings, TimeProvider time)
{
    /// <summary>Sends the first job of each chain.</summary>
    public async Task SendFirstAsync(Batch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var index = 0; index < Math.Min(batch.Window, batch.Total); index++)
            await SendAsync(batch, index, Activity.Current?.Id, cancellationToken);
    }

    /// <summary>The batch with its counts as of now; one that is seen to be done is made so.</summary>
    public async Task<Batch> CountAsync(Batch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.State == BatchState.Running ? await CountAsync(batch, await batches.EndedAsync(batch.Id, cancellationToken), cancellationToken) : batch;
    }

    /// <summary>Whether a job's batch was erased: then so is what the job left behind, and nothing is to be done for it.</summary>
    internal async Task<bool> IsErasedAsync(PhotoJob job, CancellationToken cancellationToken) =>
        BatchId.Has(job) && await EraseIfGoneAsync(job, await batches.FindAsync(job.Batch!, cancellationToken), cancellationToken);

    /// <summary>A job has its result.</summary>
    /// <param name="job">Whose.</param>
    /// <param name="first">This worker wrote it.</param>
    /// <param name="again">Whoever wrote it may have died before it sent the next one.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>False where its batch was erased meanwhile, and with it the result.</returns>
    internal async Task<bool> EndedAsync(PhotoJob job, bool first, bool again, CancellationToken cancellationToken)
    {
        if (!BatchId.Has(job))
            return true;
        // Read after the result was written: whoever erases marks the batch first and looks for results afterwards, so
        // either they find this one, or their mark is seen here.
        var batch = await batches.FindAsync(job.Batch!, cancellationToken);
        if (await EraseIfGoneAsync(job, batch, cancellationToken))
            return false;
        // A message that came twice tells of a result that another one's worker wrote, and that sends the next: were both
        // to, each would come twice from here on.
        if (batch is not { State: BatchState.Running } || !(first || again))
            return true;
        var next = job.Index + batch.Window;
        if (next >= batch.Total)
            await CountAsync(batch, cancellationToken);
        else if (first || !await batches.HasEndedAsync(batch.Id, next, cancellationToken))
            await SendAsync(batch, next, job.Traceparent, cancellationToken);
        return true;
    }

    /// <summary>Sends the job of a photo.</summary>
    internal Task SendAsync(Batch batch, int index, string? traceparent, CancellationToken cancellationToken) =>
        jobs.SendAsync(
            new(
                PhotoJob.CurrentSchema,
                BatchId.JobOf(batch.Id, index),
                batch.Id,
                index,
                1,
                $"{Places.Photos}/{BatchId.PhotoOf(batch.Id, index)}",
                batch.Operation,
                batch.Options,
                traceparent,
                batch.Client),
            TimeSpan.Zero,
            cancellationToken);

    /// <summary>The batch with its counts as of these results; one that is done is made so, once, and told of.</summary>
    internal async Task<Batch> CountAsync(Batch batch, Dictionary<int, EndedPhoto> ended, CancellationToken cancellationToken)
    {
        var counted = batch with { Done = ended.Count, Failed = ended.Values.Count(photo => photo.Failed) };
        if (counted.Done < batch.Total)
            return counted;
        var now = time.GetUtcNow();
        var (current, changed) = await batches.ChangeAsync(
            batch.Id,
            running => running.State != BatchState.Running ? null : running with
            {
                State = BatchState.Succeeded,
                Done = counted.Done,
                Failed = counted.Failed,
                FinishedAt = now,
                ExpiresAt = BatchIntake.Later(now + settings.Retention, running.UploadsUntil ?? now),
            },
            cancellationToken);
        if (changed)
            await AnnounceAsync(current!, cancellationToken);
        return current ?? counted;
    }

    /// <summary>Tells that a batch has succeeded, and writes down that it was told.</summary>
    internal async Task AnnounceAsync(Batch batch, CancellationToken cancellationToken)
    {
        await events.CompletedAsync(batch, cancellationToken);
        await batches.ChangeAsync(
            batch.Id,
            current => current.State == BatchState.Succeeded ? current with { AnnouncedAt = time.GetUtcNow() } : null,
            cancellationToken);
    }

    private async Task<bool> EraseIfGoneAsync(PhotoJob job, Batch? batch, CancellationToken cancellationToken)
    {
        if (batch is not (null or { State: BatchState.Canceled }))
            return false;
        await batches.EraseAsync(job.Batch!, job.Index, cancellationToken);
        return true;
    }
}
