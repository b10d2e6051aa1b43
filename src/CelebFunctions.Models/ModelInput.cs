using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models;

/// <summary>What a network takes: three planes, (value 0 to 255 − mean) × scale.</summary>
public sealed record ModelInput
{
    public string Name { get; init; } = "input";

    /// <summary>The one width in pixels that it takes; 0: any for a detector, 112 for an embedder.</summary>
    public int Width { get; init; }

    /// <summary>See <see cref="Width"/>.</summary>
    public int Height { get; init; }

    /// <summary>Both sides are multiples of this, where any are taken.</summary>
    public int Multiple { get; init; } = 1;

    /// <summary>How far in pixels an effect's output depends on its surroundings: pictures too large for one run are cut with so much around them.</summary>
    public int Margin { get; init; }

    /// <summary>Pixels of a side that share one value of grain, a fourth plane that some effects take; 0: they take none.</summary>
    public int Grain { get; init; }

    public ColourOrder Colour { get; init; }

    /// <summary>One for each plane, in the order of <see cref="Colour"/>.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0, 0, 0];

    /// <summary>One for each plane, in the order of <see cref="Colour"/>.</summary>
    public IReadOnlyList<float> Scale { get; init; } = [1, 1, 1];

    internal PixelValues ToPixelValues() => new() { Colour = Colour, Mean = Mean, Scale = Scale };
}
