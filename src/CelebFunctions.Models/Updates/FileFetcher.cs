using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Updates;

/// <summary>Brings one file onto this machine: by a delta from what is here, or whole, going on where it stopped.</summary>
internal sealed class FileFetcher(IModelFeed feed, ModelStore store, ModelUpdaterOptions options, TimeProvider time)
{
    /// <summary>Puts the file in its place, unless it is there.</summary>
    /// <param name="id">Of which version.</param>
    /// <param name="file">As the verified manifest has it.</param>
    /// <param name="bases">Files on this machine that a delta may start from.</param>
    /// <param name="cancellationToken">Stops between two reads; what came stays for the next time.</param>
    /// <exception cref="RefusedException">What the feed gave is not this file.</exception>
    /// <exception cref="FeedException">The feed is out of reach.</exception>
    /// <exception cref="IOException">There is no room.</exception>
    public async Task FetchAsync(VersionId id, ModelFile file, IEnumerable<(string Path, ModelFile File)> bases, CancellationToken cancellationToken)
    {
        if (file.Size > options.MaxFileBytes)
            throw new RefusedException($"{file.Name} of {id} has {file.Size} bytes, and no more than {options.MaxFileBytes} are taken.");
        var place = Path.Combine(store.FolderOf(id), file.Name);
        if (ModelStore.IsWhole(place, file))
            return;
        var partial = store.PartialPath(file.Sha256);
        if (!await ByDeltaAsync(id, file, partial, bases, cancellationToken).ConfigureAwait(false))
            await WholeAsync(id, file, partial, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(store.FolderOf(id));
        File.Move(partial, place, overwrite: true);
    }

    /// <summary>A delta is never trusted: what it makes is right by its hash, or was not there.</summary>
    private async Task<bool> ByDeltaAsync(
        VersionId id, ModelFile file, string partial, IEnumerable<(string Path, ModelFile File)> bases, CancellationToken cancellationToken)
    {
        if (File.Exists(partial))
            return false;
        foreach (var (path, old) in bases)
        {
            try
            {
                using var late = new CancellationTokenSource(BudgetFor(file.Size), time);
                using var delta = new MemoryStream();
                var there = await FeedReader.CopyAsync(
                    stop => feed.OpenDeltaAsync(old.Sha256, id, file, stop),
                    FeedPaths.Delta(old.Sha256, file.Sha256),
                    file.Size,
                    _ => delta,
                    late.Token,
                    cancellationToken).ConfigureAwait(false);
                if (!there || !ModelStore.IsWhole(path, old))
                    continue;
                var made = DictionaryDelta.Apply(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), delta.ToArray(), file.Size);
                if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(made)) != file.Sha256)
                    continue;
                await WriteAsync(partial, made, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (Exception exception) when (exception is RefusedException or FeedException)
            {
                // The whole file says what is wrong with this feed, if anything is.
            }
        }
        return false;
    }

    private async Task WholeAsync(VersionId id, ModelFile file, string partial, CancellationToken cancellationToken)
    {
        var had = File.Exists(partial) ? new FileInfo(partial).Length : 0;
        if (had > file.Size)
            had = 0;
        if (had < file.Size)
            await DownloadAsync(id, file, partial, had, cancellationToken).ConfigureAwait(false);
        if (ModelStore.IsWhole(partial, file))
            return;
        File.Delete(partial);
        if (had == 0)
            throw new RefusedException($"{file.Name} is not the file that the manifest of {id} describes.");
        // What lay here was another file's beginning, or damaged: once more from the start.
        await WholeAsync(id, file, partial, cancellationToken).ConfigureAwait(false);
    }

    private async Task DownloadAsync(VersionId id, ModelFile file, string partial, long offset, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(BudgetFor(file.Size), time);
        try
        {
            using var output = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
            var path = FeedPaths.File(id, file.Name);
            var there = await FeedReader.CopyAsync(
                feed,
                path,
                offset,
                file.Size,
                start =>
                {
                    // A feed may begin before what was asked for, never after.
                    if (start > offset)
                        throw new RefusedException($"{path} begins at byte {start}, where {offset} was asked for.");
                    if (output.Length > start)
                        output.SetLength(start);
                    output.Position = start;
                    return output;
                },
                late.Token,
                cancellationToken).ConfigureAwait(false);
            if (!there)
                throw new RefusedException($"{id} lacks its file {file.Name} in the feed.");
            if (output.Length < file.Size)
                throw new RefusedException($"{path} ends after {output.Length} of {file.Size} bytes; the next look goes on there.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Half a file must not keep the disk full.
            File.Delete(partial);
            throw;
        }
    }

    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, content, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }
    }

    private TimeSpan BudgetFor(long bytes) => options.Patience + TimeSpan.FromSeconds((double)bytes / options.MinBytesPerSecond);
}
