namespace CelebFunctions.Photos;

/// <summary>Limits of the photos that are read: <c>Celeb__Photos__…</c>.</summary>
public sealed record PhotoOptions
{
    /// <summary>Largest photo in bytes.</summary>
    public int MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Most pixels that a header may announce: width times height.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Longest side in pixels that a header may announce.</summary>
    public int MaxSide { get; init; } = 16_384;

    /// <summary>The longest side of a reduced photo is at least this many pixels, and below twice as many for most.</summary>
    public int WorkingSide { get; init; } = 1_000;

    /// <summary>
    /// Photos whose decoder holds more than this many bytes at once (progressive JPEG, WebP, AVIF, …) are decoded
    /// one at a time.
    /// </summary>
    public long HeavyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Photos whose decoder would hold more than this many bytes at once are refused.</summary>
    public long MaxDecoderBytes { get; init; } = 512L * 1024 * 1024;
}
