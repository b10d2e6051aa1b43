using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Effects;

/// <summary>What an effect's manifest says about its network.</summary>
public sealed record PictureEffectOptions
{
    public string Input { get; init; } = "input";

    public string Output { get; init; } = "picture";

    /// <summary>Both sides of what the network takes are multiples of this.</summary>
    public int Multiple { get; init; } = 1;

    /// <summary>How far in pixels its output depends on its surroundings.</summary>
    public int Margin { get; init; }

    /// <summary>
    /// Pixels of a side that share one value of grain: a fourth plane of noise, 0 to 255, that depends on the place alone, so that
    /// an even sky gets strokes and no pattern that repeats. 0: the network takes none.
    /// </summary>
    public int Grain { get; init; }

    public PixelValues Pixels { get; init; } = new();

    /// <summary>
    /// Pixels that the network is given at once: what it holds of each on the way decides its memory. Measured with ours by
    /// <c>tests/CelebFunctions.Benchmarks -- effects</c>: 2,048 × 2,048 in seven bands.
    /// </summary>
    public int PixelsAtOnce { get; init; } = 1_000_000;
}
