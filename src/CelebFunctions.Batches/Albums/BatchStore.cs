using System.Globalization;
using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Albums;

/// <summary>The records of batches, and what lies in storage for each.</summary>
public sealed class BatchStore(BlobStore blobs)
{
    private const string Json = "application/json";

    // A record has a few options and an address.
    private const int MaxBytes = 64 * 1024;

    private const int DeletesAtOnce = 16;

    /// <summary>The batch, or null where there is none.</summary>
    public async Task<Batch?> FindAsync(string id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken))?.Batch;

    /// <summary>The ids of all batches, oldest first.</summary>
    internal async Task<List<string>> ListAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await foreach (var name in blobs.ListAsync(Places.Batches, "", cancellationToken))
            ids.Add(Path.GetFileNameWithoutExtension(name));
        return ids;
    }

    internal Task<bool> TryCreateAsync(Batch batch, CancellationToken cancellationToken) =>
        blobs.TryCreateAsync(Places.Batches, NameOf(batch.Id), Bytes(batch), Json, cancellationToken);

    /// <summary>Changes a batch, however many do so at once.</summary>
    /// <param name="id">Of the batch.</param>
    /// <param name="change">Makes the new record of the current one; null leaves it as it is. Called again where another was faster.</param>
    /// <param name="cancellationToken">Stops between two tries.</param>
    /// <returns>The batch as it is now, null where there is none; and whether this call changed it.</returns>
    internal async Task<(Batch? Batch, bool Changed)> ChangeAsync(string id, Func<Batch, Batch?> change, CancellationToken cancellationToken)
    {
        while (await ReadAsync(id, cancellationToken) is var (batch, etag))
        {
            if (change(batch) is not { } changed)
                return (batch, false);
            if (await blobs.TryReplaceAsync(Places.Batches, NameOf(id), Bytes(changed), Json, etag, cancellationToken))
                return (changed, true);
        }
        return (null, false);
    }

    internal Task DeleteAsync(string id, CancellationToken cancellationToken) => blobs.DeleteAsync(Places.Batches, NameOf(id), cancellationToken);

    internal Task AddPhotoAsync(string id, int index, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken) =>
        blobs.TryCreateAsync(Places.Photos, BatchId.PhotoOf(id, index), photo, "application/octet-stream", cancellationToken);

    internal Task<IReadOnlyList<Uri>> UploadLinksAsync(Batch batch, CancellationToken cancellationToken) =>
        blobs.UploadLinksAsync(
            Places.Photos, Enumerable.Range(0, batch.Total).Select(index => BatchId.PhotoOf(batch.Id, index)), batch.UploadsUntil!.Value, cancellationToken);

    /// <summary>The photos that have results, by index: counted anew from what is there, so that no count can drift.</summary>
    internal async Task<Dictionary<int, EndedPhoto>> EndedAsync(string id, CancellationToken cancellationToken)
    {
        var ended = new Dictionary<int, EndedPhoto>();
        var prefix = BatchId.JobsOf(id);
        await foreach (var blob in blobs.ScanAsync(Places.Results, prefix, cancellationToken))
        {
            var name = blob.Name.AsSpan(prefix.Length);
            if (name.EndsWith(JobStore.ResultExtension)
                && int.TryParse(name[..^JobStore.ResultExtension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                ended[index] = new(blob.Marks.TryGetValue(JobStore.StatusMark, out var status) && status == nameof(JobStatus.Failed), blob.CreatedAt);
            }
        }
        return ended;
    }

    /// <summary>Whether a photo has its result.</summary>
    internal Task<bool> HasEndedAsync(string id, int index, CancellationToken cancellationToken) =>
        blobs.ExistsAsync(Places.Results, $"{BatchId.JobOf(id, index)}{JobStore.ResultExtension}", cancellationToken);

    /// <summary>Erases photos, results, pictures and poison; the record stays.</summary>
    internal async Task EraseAsync(string id, CancellationToken cancellationToken)
    {
        await EraseAsync(Places.Photos, BatchId.PhotosOf(id), cancellationToken);
        await EraseAsync(Places.Results, BatchId.JobsOf(id), cancellationToken);
        await EraseAsync(Places.Poison, BatchId.JobsOf(id), cancellationToken);
    }

    /// <summary>Erases one photo of a batch with all that came of it.</summary>
    internal async Task EraseAsync(string id, int index, CancellationToken cancellationToken)
    {
        var job = $"{BatchId.JobOf(id, index)}.";
        await blobs.DeleteAsync(Places.Photos, BatchId.PhotoOf(id, index), cancellationToken);
        await EraseAsync(Places.Results, job, cancellationToken);
        await EraseAsync(Places.Poison, job, cancellationToken);
    }

    private Task EraseAsync(string container, string prefix, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        blobs.ListAsync(container, prefix, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
        async (name, token) => await blobs.DeleteAsync(container, name, token));

    private async Task<StoredBatch?> ReadAsync(string id, CancellationToken cancellationToken) =>
        BatchId.IsOne(id) && await blobs.ReadAsync(Places.Batches, NameOf(id), MaxBytes, cancellationToken) is { } blob
            ? new(JsonSerializer.Deserialize(blob.Content.Span, BatchesJson.Default.Batch)!, blob.ETag)
            : null;

    private static byte[] Bytes(Batch batch) => JsonSerializer.SerializeToUtf8Bytes(batch, BatchesJson.Default.Batch);

    private static string NameOf(string id) => $"{id}.json";

    private sealed record StoredBatch(Batch Batch, string ETag);
}
