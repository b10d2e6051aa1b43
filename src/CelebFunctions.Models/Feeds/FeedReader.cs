using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Feeds;

/// <summary>Reads from feeds no more than was agreed, and waits no longer.</summary>
internal static class FeedReader
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Reads a small file whole.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="RefusedException">It has more than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="FeedException">The feed is out of reach, or too slow.</exception>
    public static async Task<byte[]?> ReadAsync(
        IModelFeed feed, string path, int maxBytes, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        using var late = new CancellationTokenSource(patience, time);
        var there = await CopyAsync(feed, path, 0, maxBytes, _ => content, late.Token, cancellationToken).ConfigureAwait(false);
        return there ? content.ToArray() : null;
    }

    /// <summary>Copies a file from an offset on.</summary>
    /// <param name="feed">Where from.</param>
    /// <param name="path">Which file.</param>
    /// <param name="offset">The first byte that is wanted.</param>
    /// <param name="maxBytes">How many the whole file may have.</param>
    /// <param name="target">Gives the stream to write to, for where the content begins.</param>
    /// <param name="late">Ends the wait.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>False where there is no such file.</returns>
    /// <exception cref="RefusedException">It has more than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="FeedException">The feed is out of reach, or too slow.</exception>
    /// <exception cref="IOException">The target took no more.</exception>
    public static Task<bool> CopyAsync(
        IModelFeed feed,
        string path,
        long offset,
        long maxBytes,
        Func<long, Stream> target,
        CancellationToken late,
        CancellationToken cancellationToken) =>
        CopyAsync(stop => feed.OpenAsync(path, offset, stop), path, maxBytes, target, late, cancellationToken);

    /// <summary>Copies a file that is opened as the caller says.</summary>
    /// <inheritdoc cref="CopyAsync(IModelFeed, string, long, long, Func{long, Stream}, CancellationToken, CancellationToken)"/>
    public static async Task<bool> CopyAsync(
        Func<CancellationToken, Task<FeedFile?>> open,
        string path,
        long maxBytes,
        Func<long, Stream> target,
        CancellationToken late,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late, cancellationToken);
        var file = await GuardAsync(path, () => open(either.Token), cancellationToken).ConfigureAwait(false);
        if (file is null)
            return false;
        await using (file.ConfigureAwait(false))
        {
            if (file.Length > maxBytes)
                throw new RefusedException($"{path} has {file.Length} bytes, and no more than {maxBytes} are read.");
            var output = target(file.Offset);
            var (left, buffer) = (maxBytes - file.Offset, new byte[BufferBytes]);
            while (true)
            {
                var read = await GuardAsync(path, () => file.Content.ReadAsync(buffer, either.Token).AsTask(), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return true;
                if (read > left)
                    throw new RefusedException($"{path} does not end after {maxBytes} bytes.");
                left -= read;
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whatever goes wrong on the feed's side is the feed's: which exceptions its streams throw is not ours to know.</summary>
    private static async Task<T> GuardAsync<T>(string path, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedException($"{path} comes too slowly.", exception);
        }
        catch (Exception exception) when (exception is not (FeedException or OperationCanceledException))
        {
            throw new FeedException($"{path}: {exception.Message}", exception);
        }
    }
}
