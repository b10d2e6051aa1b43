using System.Text.Json;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Clients;

/// <summary>
/// Counts photos into a blob, each time under the condition that nobody else wrote it: whoever closes it knows what was
/// counted, and nothing is counted afterwards. One call at a time.
/// </summary>
internal sealed class UsageSheet(BlobStore blobs, TimeProvider time, string name)
{
    // A few dozen operations at most.
    public const int MaxBytes = 256 * 1024;

    private UsageSheetContent _content = new(UsageSheetContent.CurrentSchema, 0, false, default, []);
    private string? _etag;
    private bool _unsure;

    /// <summary>Photos that are counted here.</summary>
    /// <exception cref="StorageException">It is not known since a write failed, and cannot be read.</exception>
    public async Task<long> PhotosAsync()
    {
        if (_unsure)
            await ReadBackAsync();
        return _content.Photos;
    }

    /// <summary>Counts, once <see cref="PhotosAsync"/> told where it stands.</summary>
    /// <returns>False where the sheet is closed: nothing was counted.</returns>
    public async Task<bool> TryAddAsync(IEnumerable<OperationUsage> usages)
    {
        if (_content.Closed)
            return false;
        var next = _content with
        {
            Revision = _content.Revision + 1,
            At = time.GetUtcNow(),
            Operations = OperationUsage.Sum([.. _content.Operations, .. usages]),
        };
        // Unless an answer comes, nobody knows whether it was written.
        _unsure = true;
        if (await WriteAsync(blobs, name, next, _etag) is { } etag)
        {
            (_content, _etag, _unsure) = (next, etag, false);
            return true;
        }
        await ReadBackAsync();
        // Written all the same where the first answer was lost and the call was sent once more.
        if (_content.Revision == next.Revision)
            return true;
        return _content.Closed ? false : throw new StorageException("Usage could not be written. Try again.");
    }

    /// <summary>Closes a sheet, its owner's or another's.</summary>
    /// <param name="blobs">Where.</param>
    /// <param name="name">Of its blob.</param>
    /// <param name="mayClose">Tells by what is in it whether it is to be closed.</param>
    /// <returns>What is in it, whether or not it is closed; null where somebody wrote it meanwhile.</returns>
    public static async Task<UsageSheetContent?> CloseAsync(BlobStore blobs, string name, Func<UsageSheetContent, bool> mayClose)
    {
        var (content, etag) = await ReadAsync(blobs, name);
        if (content.Closed || !mayClose(content))
            return content;
        content = content with { Closed = true };
        return await WriteAsync(blobs, name, content, etag) is not null ? content : null;
    }

    private async Task ReadBackAsync()
    {
        (_content, _etag) = await ReadAsync(blobs, name);
        _unsure = false;
    }

    private static async Task<(UsageSheetContent Content, string? ETag)> ReadAsync(BlobStore blobs, string name) =>
        await blobs.ReadAsync(Places.Usage, name, MaxBytes, default) is { } blob
            ? (JsonSerializer.Deserialize(blob.Content.Span, ClientsJson.Default.UsageSheetContent)!, blob.ETag)
            : (new(UsageSheetContent.CurrentSchema, 0, false, default, []), null);

    private static Task<string?> WriteAsync(BlobStore blobs, string name, UsageSheetContent content, string? etag) => blobs.SwapAsync(
        Places.Usage,
        name,
        JsonSerializer.SerializeToUtf8Bytes(content, ClientsJson.Default.UsageSheetContent),
        "application/json",
        etag,
        default);
}
