using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Client.Tests.Hybrid;

/// <summary>A device or a cloud that takes as long as a test says, or fails.</summary>
internal sealed class SideMatcher(MatchPlace place, FakeTimeProvider time) : IMatcher
{
    public TimeSpan Takes { get; set; } = TimeSpan.FromMilliseconds(50);

    public Exception? Fails { get; set; }

    /// <summary>Never answers until it is told to stop.</summary>
    public bool Hangs { get; set; }

    public int Calls { get; private set; }

    public async Task<MatchResult> MatchAsync(ReadOnlyMemory<byte> photo, MatchRequest request, CancellationToken cancellationToken = default)
    {
        Calls++;
        if (Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        time.Advance(Takes);
        return Fails is null
            ? new(place, null, $"{place}", null, new(1, 1), [], new("d", "e", "g"), new(0, 0, 0, 0, 0, 0, 0), Takes)
            : throw Fails;
    }
}
