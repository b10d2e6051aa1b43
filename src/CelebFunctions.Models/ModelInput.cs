using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models;

/// <summary>What a network takes: three planes, (value 0 to 255 − mean) × scale.</summary>
/// <remarks>Setters, since generated readers of JSON give what is only initialised no default.</remarks>
public sealed record ModelInput
{
    public string Name { get; set; } = "input";

    /// <summary>The one width in pixels that it takes; 0: any for a detector, 112 for an embedder.</summary>
    public int Width { get; set; }

    /// <summary>See <see cref="Width"/>.</summary>
    public int Height { get; set; }

    /// <summary>Both sides are multiples of this, where any are taken.</summary>
    public int Multiple { get; set; } = 1;

    /// <summary>How far in pixels an effect's output depends on its surroundings: pictures too large for one run are cut with so much around them.</summary>
    public int Margin { get; set; }

    /// <summary>Pixels of a side that share one value of grain, a fourth plane that some effects take; 0: they take none.</summary>
    public int Grain { get; set; }

    public ColourOrder Colour { get; set; }

    /// <summary>One for each plane, in the order of <see cref="Colour"/>.</summary>
    public IReadOnlyList<float> Mean { get; set; } = [0, 0, 0];

    /// <summary>One for each plane, in the order of <see cref="Colour"/>.</summary>
    public IReadOnlyList<float> Scale { get; set; } = [1, 1, 1];

    internal PixelValues ToPixelValues() => new() { Colour = Colour, Mean = Mean, Scale = Scale };
}
