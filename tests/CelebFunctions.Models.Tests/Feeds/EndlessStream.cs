namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>Zeros without end.</summary>
internal sealed class EndlessStream : ReadingStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Clear();
        return new(buffer.Length);
    }
}
