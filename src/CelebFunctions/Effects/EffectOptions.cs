namespace CelebFunctions.Effects;

/// <summary>What a caller asks of an effect.</summary>
public sealed record EffectOptions
{
    public const int LeastSide = 16, MostSide = 2048;

    /// <summary>0: the photo as it was; 1: as the network paints it; between them, a blend of both.</summary>
    public float Strength { get; init; } = 1;

    /// <summary>Pixels of the picture's longest side, at most; a smaller photo is not enlarged.</summary>
    public int MaxSide { get; init; } = MostSide;
}
