using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.Batches.Jobs;

/// <summary>The photos, results and messages of jobs.</summary>
/// <param name="blobs">Where photos and results are.</param>
/// <param name="queues">Where messages are.</param>
/// <param name="maxPhotoBytes">Larger photos are refused.</param>
public sealed class JobStore(BlobStore blobs, QueueStore queues, int maxPhotoBytes)
{
    /// <summary>What the names of results end with; those of pictures end otherwise.</summary>
    internal const string ResultExtension = ".json";

    /// <summary>Mark of a result's blob: how the job ended, so that a listing tells it.</summary>
    internal const string StatusMark = "status";

    private const string Json = "application/json";

    // A match of all faces of a crowd, fifty people each, stays below a megabyte.
    private const int MaxResultBytes = 16 * 1024 * 1024;

    // A PNG of 2,048 × 2,048 noise has 12 MB.
    private const int MaxPictureBytes = 32 * 1024 * 1024;

    private readonly UsageLog _usage = new(blobs);

    /// <summary>Makes containers and queues where they are missing.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var container in Places.Containers)
            await blobs.EnsureContainerAsync(container, cancellationToken);
        foreach (var queue in Places.Queues)
            await queues.Queue(queue).EnsureAsync(cancellationToken);
    }

    /// <summary>Sends a job.</summary>
    public Task SendAsync(PhotoJob job, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.Queue(Places.JobQueue).SendAsync(JobMessage.Write(job), delay, cancellationToken);

    /// <exception cref="JobException">There is no such photo, or it is too large.</exception>
    internal async Task<ReadOnlyMemory<byte>> ReadPhotoAsync(PhotoJob job, CancellationToken cancellationToken)
    {
        using var activity = BatchTraces.Read();
        try
        {
            var photo = await blobs.ReadAsync(Places.Photos, job.PhotoName, maxPhotoBytes, cancellationToken);
            activity?.SetTag("celeb.bytes", photo?.Content.Length);
            return photo?.Content ?? throw new JobException("photo-unknown", $"There is no blob '{job.Photo}': upload the photo before its job is sent.");
        }
        catch (BlobTooLargeException)
        {
            throw new JobException("photo-too-large", $"A photo may have up to {maxPhotoBytes} bytes. Send it smaller: 1,600 pixels on the longest side are plenty.");
        }
    }

    /// <summary>The result of a job, or null where it has none yet.</summary>
    public async Task<JobResult?> FindResultAsync(string job, CancellationToken cancellationToken) =>
        await ReadResultAsync(job, cancellationToken) is { } result ? JsonSerializer.Deserialize(result.Span, BatchesJson.Default.JobResult) : null;

    /// <summary>The result of a job as its blob has it, or null where it has none yet.</summary>
    internal async Task<ReadOnlyMemory<byte>?> ReadResultAsync(string job, CancellationToken cancellationToken) =>
        (await blobs.ReadAsync(Places.Results, $"{job}{ResultExtension}", MaxResultBytes, cancellationToken))?.Content;

    /// <summary>Keeps a result unless there is one.</summary>
    /// <returns>The one that is kept, and whether it is this one.</returns>
    internal async Task<(JobResult Kept, bool First)> KeepAsync(JobResult result, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, string> { [StatusMark] = result.Status.ToString() };
        var first = await blobs.TryCreateAsync(
            Places.Results, $"{result.Job}{ResultExtension}", Bytes(result, BatchesJson.Default.JobResult), Json, marks, cancellationToken);
        return (first ? result : await FindResultAsync(result.Job, cancellationToken) ?? result, first);
    }

    /// <summary>Keeps a picture beside its result, unless there is one.</summary>
    /// <returns>Its container and name.</returns>
    internal async Task<string> KeepAsync(string job, PhotoPicture picture, CancellationToken cancellationToken)
    {
        var name = $"{job}{picture.Extension}";
        await blobs.TryCreateAsync(Places.Results, name, picture.Content, picture.ContentType, cancellationToken);
        return $"{Places.Results}/{name}";
    }

    /// <summary>The picture of a job that has its result, or null where it made none.</summary>
    internal async Task<PhotoPicture?> FindPictureAsync(string job, CancellationToken cancellationToken)
    {
        if (await FindResultAsync(job, cancellationToken) is not { Picture: { } path })
            return null;
        var blob = await blobs.ReadAsync(Places.Results, path[(Places.Results.Length + 1)..], MaxPictureBytes, cancellationToken);
        return blob is null ? null : new(blob.Content, blob.ContentType, Path.GetExtension(path));
    }

    // Over an earlier one: whoever sends a job again then sees by its ETag that the job failed anew.
    internal Task KeepAsync(PoisonedJob poison, CancellationToken cancellationToken) =>
        blobs.WriteAsync(Places.Poison, $"{poison.Job}.json", Bytes(poison, BatchesJson.Default.PoisonedJob), Json, cancellationToken);

    /// <summary>Counts a result to its client, once however often it is called, and tells of it.</summary>
    internal async Task AnnounceAsync(PhotoJob job, JobResult result, CancellationToken cancellationToken)
    {
        await _usage.CountAsync(job, result, cancellationToken);
        var notice = new ResultNotice(PhotoJob.CurrentSchema, result.Job, result.Batch, result.Status, $"{Places.Results}/{result.Job}{ResultExtension}");
        await queues.Queue(Places.ResultQueue).SendAsync(
            JsonSerializer.Serialize(notice, BatchesJson.Default.ResultNotice), TimeSpan.Zero, cancellationToken);
    }

    private static byte[] Bytes<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
