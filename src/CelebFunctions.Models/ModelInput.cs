namespace CelebFunctions.Models;

/// <summary>What a network takes: planes of red, green, blue, values 0 to 255, normalised inside.</summary>
public sealed record ModelInput
{
    public string Name { get; init; } = "input";

    /// <summary>Both sides are multiples of this.</summary>
    public int Multiple { get; init; } = 1;
}
