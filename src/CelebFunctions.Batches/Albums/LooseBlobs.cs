using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Albums;

/// <summary>Erases by age what belongs to no batch: photos, results and poison of jobs that apps sent by themselves, leftovers, old keys.</summary>
public sealed class LooseBlobs(BlobStore blobs, BatchSettings settings, TimeProvider time)
{
    /// <summary>Erases what is older than the retention.</summary>
    /// <param name="batches">The ids of all batches; what is theirs goes with them.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    internal async Task EraseAsync(HashSet<string> batches, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - settings.Retention;
        foreach (var container in new[] { Places.Photos, Places.Results, Places.Poison })
            await EraseAsync(container, oldest, name => BatchId.OfBlob(name) is { } batch && batches.Contains(batch), cancellationToken);
        await EraseAsync(Places.Idempotency, time.GetUtcNow() - IdempotencyKeys.Life, _ => false, cancellationToken);
    }

    private async Task EraseAsync(string container, DateTimeOffset oldest, Func<string, bool> stays, CancellationToken cancellationToken)
    {
        await foreach (var blob in blobs.ScanAsync(container, "", cancellationToken))
        {
            if (blob.CreatedAt <= oldest && !stays(blob.Name))
                await blobs.DeleteAsync(container, blob.Name, cancellationToken);
        }
    }
}
