using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Batches.Albums;

/// <summary>
/// Looks after batches from time to time, on any number of instances: what a worker left undone when it died is done, and
/// what has expired is erased.
/// </summary>
public sealed partial class BatchUpkeep(
    BatchStore batches,
    BatchProgress progress,
    BatchEraser eraser,
    LooseBlobs loose,
    WebhookStore webhooks,
    QueueStore queues,
    TimeProvider time,
    ILogger<BatchUpkeep> logger)
{
    /// <summary>
    /// After these a job counts as lost that was sent and has no result: its message is hidden for up to ten minutes when
    /// its worker dies, and its tries wait nearly three minutes. Where the queue is empty it is lost for sure.
    /// </summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(20), PatienceWithEmptyQueue = TimeSpan.FromMinutes(1);

    /// <summary>Looks after all of them once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var ids = await batches.ListAsync(cancellationToken);
        foreach (var id in ids)
        {
            if (await batches.FindAsync(id, cancellationToken) is { } batch)
                await LookAfterAsync(batch, cancellationToken);
        }
        await loose.EraseAsync([.. ids], cancellationToken);
        await webhooks.SweepAsync(time.GetUtcNow() - WebhookStore.Kept, cancellationToken);
    }

    private async Task LookAfterAsync(Batch batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (batch.State)
        {
            case var _ when batch.ExpiresAt <= now:
                Log.Expired(logger, batch.Id);
                await eraser.ExpireAsync(batch.Id, cancellationToken);
                break;
            case BatchState.Running:
                await RepairAsync(batch, cancellationToken);
                break;
            case BatchState.Succeeded when batch.AnnouncedAt is null && batch.FinishedAt + PatienceWithEmptyQueue <= now:
                await progress.AnnounceAsync(batch, cancellationToken);
                break;
            // Links that were given out are good until they end.
            case BatchState.Canceled when batch.ErasedAt is null || batch.ErasedAt < batch.UploadsUntil:
                await eraser.SweepAsync(batch.Id, cancellationToken);
                break;
        }
    }

    private async Task RepairAsync(Batch batch, CancellationToken cancellationToken)
    {
        var ended = await batches.EndedAsync(batch.Id, cancellationToken);
        if ((await progress.CountAsync(batch, ended, cancellationToken)).State != BatchState.Running)
            return;
        var patience = await queues.Queue(Places.JobQueue).CountAsync(cancellationToken) == 0 ? PatienceWithEmptyQueue : Patience;
        var lost = Waiting(batch, ended).Where(job => BatchIntake.Later(job.SentAt, batch.RepairedAt ?? default) + patience <= time.GetUtcNow())
            .Select(job => job.Index).ToList();
        if (lost.Count == 0)
            return;
        // Whoever writes this down sends them; another instance that looks at the same time does not.
        var (_, mine) = await batches.ChangeAsync(
            batch.Id,
            current => current.State == BatchState.Running && current.RepairedAt == batch.RepairedAt ? current with { RepairedAt = time.GetUtcNow() } : null,
            cancellationToken);
        if (!mine)
            return;
        Log.Lost(logger, batch.Id, lost.Count);
        foreach (var index in lost)
            await progress.SendAsync(batch, index, null, cancellationToken);
    }

    /// <summary>The first of each chain that has no result, and when the one before it had one, which is when it was sent.</summary>
    private static IEnumerable<(int Index, DateTimeOffset SentAt)> Waiting(Batch batch, Dictionary<int, EndedPhoto> ended)
    {
        for (var chain = 0; chain < Math.Min(batch.Window, batch.Total); chain++)
        {
            var (index, sent) = (chain, batch.StartedAt ?? batch.CreatedAt);
            for (; ended.TryGetValue(index, out var photo); index += batch.Window)
                sent = photo.At;
            if (index < batch.Total)
                yield return (index, sent);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 320, Level = LogLevel.Information, Message = "Batch {Batch} has expired and is erased.")]
        public static partial void Expired(ILogger logger, string batch);

        [LoggerMessage(EventId = 321, Level = LogLevel.Warning, Message = "Batch {Batch} waits for {Count} jobs that seem lost; they are sent again.")]
        public static partial void Lost(ILogger logger, string batch, int count);
    }
}
