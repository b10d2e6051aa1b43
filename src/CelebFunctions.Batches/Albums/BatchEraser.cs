using CelebFunctions.Batches.Clients;

namespace CelebFunctions.Batches.Albums;

/// <summary>Erases batches. First the record is marked, so that no job leaves anything behind from then on; then the rest goes.</summary>
public sealed class BatchEraser(BatchStore batches, IBatchEvents events, ClientQuota quota, BatchSettings settings, TimeProvider time)
{
    /// <summary>Cancels what has not begun and erases photos, results, pictures and poison; does no harm when repeated.</summary>
    /// <returns>False where there is no such batch.</returns>
    public async Task<bool> EraseAsync(string id, CancellationToken cancellationToken)
    {
        var (batch, marked) = await batches.ChangeAsync(id, current => current.State == BatchState.Canceled ? null : Mark(current), cancellationToken);
        if (batch is null)
            return false;
        // Once, while there are results to count: no job of the batch is counted to its client from the mark on.
        if (marked && batch is { Client: { } client, QuotaDay: { } day })
            await quota.LowerAsync(client, day, id, (await batches.EndedAsync(id, cancellationToken)).Count);
        await SweepAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Erases what there is of a batch that is marked.</summary>
    internal async Task SweepAsync(string id, CancellationToken cancellationToken)
    {
        // The time before: what comes while it runs is left to the next one.
        var now = time.GetUtcNow();
        await EraseAllAsync(id, cancellationToken);
        await batches.ChangeAsync(id, current => current with { ErasedAt = now }, cancellationToken);
    }

    /// <summary>Erases a batch whose time has come, its record too.</summary>
    internal async Task ExpireAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Looked at again: somebody may just have started it.
        var (batch, _) = await batches.ChangeAsync(
            id, current => current.State == BatchState.Canceled || !(current.ExpiresAt <= now) ? null : Mark(current), cancellationToken);
        if (batch is not { State: BatchState.Canceled })
            return;
        await EraseAllAsync(id, cancellationToken);
        await batches.DeleteAsync(id, cancellationToken);
    }

    private async Task EraseAllAsync(string id, CancellationToken cancellationToken)
    {
        await batches.EraseAsync(id, cancellationToken);
        await events.ErasedAsync(id, cancellationToken);
    }

    /// <summary>What stays: that there was a batch, and nothing of the photos or of whoever sent them.</summary>
    private Batch Mark(Batch batch)
    {
        var now = time.GetUtcNow();
        return batch with
        {
            State = BatchState.Canceled,
            Options = null,
            Webhook = null,
            Fingerprint = null,
            Done = 0,
            Failed = 0,
            FinishedAt = now,
            // Not before its links end, by which photos may still come.
            ExpiresAt = BatchIntake.Later(now + settings.Retention, batch.UploadsUntil ?? now),
        };
    }
}
