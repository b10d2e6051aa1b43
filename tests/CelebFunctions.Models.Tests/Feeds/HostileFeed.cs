using System.Collections.Concurrent;
using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>Stands between a machine and its feed, and does there what an attacker or a bad line would.</summary>
internal sealed class HostileFeed(IModelFeed inner) : IModelFeed
{
    private readonly ConcurrentDictionary<string, Func<long, FeedFile?>> _replaced = new();
    private long _bytes;

    /// <summary>Nothing answers.</summary>
    public bool Down { get; set; }

    /// <summary>After so many files nothing answers.</summary>
    public int FilesLeft { get; set; } = int.MaxValue;

    /// <summary>Paths in the order in which they were asked for, with their offsets.</summary>
    public ConcurrentQueue<(string Path, long Offset)> Asked { get; } = new();

    /// <summary>How many bytes went out.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Replace(string path, byte[] content) =>
        _replaced[path] = offset => new(new MemoryStream(content, (int)Math.Min(offset, content.Length), content.Length - (int)Math.Min(offset, content.Length)), offset, content.Length);

    public void Replace(string path, Func<long, FeedFile?> open) => _replaced[path] = open;

    public void Restore() => _replaced.Clear();

    public async Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken)
    {
        Asked.Enqueue((path, offset));
        if (Down || FilesLeft-- <= 0)
            throw new FeedException("Nothing answers.");
        var file = _replaced.TryGetValue(path, out var open) ? open(offset) : await inner.OpenAsync(path, offset, cancellationToken);
        return file is null ? null : file with { Content = new CountedStream(file.Content, read => Interlocked.Add(ref _bytes, read)) };
    }

    private sealed class CountedStream(Stream inner, Action<int> count) : ReadingStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            count(read);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
