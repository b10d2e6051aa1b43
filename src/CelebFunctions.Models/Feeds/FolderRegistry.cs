using System.Runtime.CompilerServices;

namespace CelebFunctions.Models.Feeds;

/// <summary>A feed in a folder.</summary>
public sealed class FolderRegistry(string folder) : IModelRegistry
{
    private readonly string _root = Path.GetFullPath(folder);

    public Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Try<FeedFile?>(path, file =>
        {
            if (!File.Exists(file))
                return null;
            var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
            var start = Math.Min(Math.Max(offset, 0), stream.Length);
            stream.Position = start;
            return new(stream, start, stream.Length);
        }));
    }

    public Task<bool> TryCreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Try(path, file =>
        {
            var beside = WriteBeside(file, content.Span);
            try
            {
                File.Move(beside, file);
                return true;
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(beside);
                return false;
            }
        }));
    }

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Try(path, file =>
        {
            File.Move(WriteBeside(file, content.Span), file, overwrite: true);
            return true;
        });
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Try(path, file =>
        {
            if (!File.Exists(file))
                return false;
            File.Delete(file);
            for (var home = Path.GetDirectoryName(file)!; home != _root && !Directory.EnumerateFileSystemEntries(home).Any(); home = Path.GetDirectoryName(home)!)
                Directory.Delete(home);
            return true;
        }));
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (!Directory.Exists(_root))
            yield break;
        var paths = Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path.StartsWith(prefix, StringComparison.Ordinal) && !path.EndsWith(Unfinished, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return path;
        }
    }

    private const string Unfinished = ".new";

    private static string WriteBeside(string file, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var beside = $"{file}.{Environment.ProcessId}{Unfinished}";
        File.WriteAllBytes(beside, content);
        return beside;
    }

    private T Try<T>(string path, Func<string, T> work)
    {
        var file = Path.GetFullPath(Path.Combine(_root, path));
        if (!file.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new FeedException($"'{path}' lies outside of the feed.");
        try
        {
            return work(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"{file}: {exception.Message}", exception);
        }
    }
}
