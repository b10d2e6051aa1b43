namespace CelebFunctions.Batches.Albums;

/// <summary>Makes batches and starts them.</summary>
public sealed class BatchIntake(BatchStore batches, BatchProgress progress, BatchSettings settings, TimeProvider time)
{
    /// <summary>Most photos of one batch.</summary>
    public const int MostPhotos = 10_000;

    /// <summary>Keeps a photo of a batch whose record is yet to be made.</summary>
    public Task AddPhotoAsync(string id, int index, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken) =>
        batches.AddPhotoAsync(id, index, photo, cancellationToken);

    /// <summary>Takes back the photos of a batch that is not made after all.</summary>
    public Task DropPhotosAsync(string id, CancellationToken cancellationToken) => batches.EraseAsync(id, cancellationToken);

    /// <summary>Makes a batch; it is yet to be started.</summary>
    /// <param name="id">As <see cref="BatchId.New"/> made it.</param>
    /// <param name="order">What is asked.</param>
    /// <param name="byLinks">Its photos are yet to be uploaded, by <see cref="UploadLinksAsync"/>; else they are there.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Batch> CreateAsync(string id, BatchOrder order, bool byLinks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var now = time.GetUtcNow();
        DateTimeOffset? until = byLinks ? now + settings.UploadTime : null;
        var batch = new Batch
        {
            Id = id,
            State = BatchState.NotStarted,
            Client = order.Client,
            Operation = order.Operation,
            Options = order.Options,
            Total = order.Total,
            Window = settings.InQueue,
            Webhook = order.Webhook,
            Fingerprint = order.Fingerprint,
            CreatedAt = now,
            ExpiresAt = Later(now + settings.Retention, until ?? now),
            UploadsUntil = until,
        };
        await batches.TryCreateAsync(batch, cancellationToken);
        return batch;
    }

    /// <summary>A link for each photo, in their order.</summary>
    public Task<IReadOnlyList<Uri>> UploadLinksAsync(Batch batch, CancellationToken cancellationToken) => batches.UploadLinksAsync(batch, cancellationToken);

    /// <summary>Starts a batch; one that was started before is left as it is.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="quotaDay">The day of whose quota its photos were taken; null where there is none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Null where there is none, or it was erased.</returns>
    public async Task<Batch?> StartAsync(string id, DateOnly? quotaDay, CancellationToken cancellationToken)
    {
        var (batch, started) = await batches.ChangeAsync(
            id,
            current => current.State == BatchState.NotStarted
                ? current with { State = BatchState.Running, StartedAt = time.GetUtcNow(), ExpiresAt = null, QuotaDay = quotaDay }
                : null,
            cancellationToken);
        if (started)
            await progress.SendFirstAsync(batch!, cancellationToken);
        return batch is { State: BatchState.Canceled } ? null : batch;
    }

    internal static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
