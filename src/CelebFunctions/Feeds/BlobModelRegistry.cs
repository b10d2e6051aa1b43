using System.Runtime.CompilerServices;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Feeds;

/// <summary>A feed in a blob container.</summary>
public sealed class BlobModelRegistry(BlobStore blobs, string container = BlobModelRegistry.Container) : IModelRegistry
{
    /// <summary>The container, unless another is named.</summary>
    public const string Container = "models";

    private const int NotFound = 404;

    public async Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken)
    {
        var blob = await TryAsync(() => blobs.OpenAsync(container, path, offset, cancellationToken)).ConfigureAwait(false);
        return blob is null ? null : new(blob.Content, Math.Min(offset, blob.Length), blob.Length);
    }

    public Task<bool> TryCreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(() => blobs.TryCreateAsync(container, path, content, TypeOf(path), cancellationToken), cancellationToken);

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(
            async () =>
            {
                await blobs.WriteAsync(container, path, content, TypeOf(path), cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) =>
        TryAsync(() => blobs.DeleteAsync(container, path, cancellationToken));

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var names = blobs.ListAsync(container, prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await TryAsync(() => names.MoveNextAsync().AsTask()).ConfigureAwait(false))
            yield return names.Current;
    }

    /// <summary>Makes the container where the first write finds none.</summary>
    private async Task<bool> WriteAsync(Func<Task<bool>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (StorageException error) when (error.Status == NotFound)
        {
            return await TryAsync(async () =>
            {
                await blobs.EnsureContainerAsync(container, cancellationToken).ConfigureAwait(false);
                return await write().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            throw new FeedException($"The container '{container}': {error.Message}", error);
        }
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (StorageException error)
        {
            throw new FeedException($"The container '{container}': {error.Message}", error);
        }
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".jws" => "application/jose",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}
