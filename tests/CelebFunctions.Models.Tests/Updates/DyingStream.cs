using CelebFunctions.Models.Tests.Feeds;

namespace CelebFunctions.Models.Tests.Updates;

/// <summary>Gives its bytes, and then ends the one who reads them.</summary>
internal sealed class DyingStream(ReadOnlyMemory<byte> content, CancellationTokenSource killed) : ReadingStream
{
    private int _at;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == content.Length)
            killed.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        var count = Math.Min(buffer.Length, content.Length - _at);
        content.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return new(count);
    }
}
