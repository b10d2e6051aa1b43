namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>Never gives a byte, nor ends.</summary>
internal sealed class SilentStream : ReadingStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}
