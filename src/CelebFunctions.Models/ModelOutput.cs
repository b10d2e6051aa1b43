using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models;

/// <summary>What a network gives; each kind uses its own part.</summary>
public sealed record ModelOutput
{
    /// <summary>An embedder's output.</summary>
    public string Name { get; init; } = "embedding";

    public IReadOnlyList<FaceRegion> Regions { get; init; } = [];

    public int Dimensions { get; init; }

    public string Scores { get; init; } = "scores";

    public string Boxes { get; init; } = "boxes";

    public string Landmarks { get; init; } = "landmarks";

    public IReadOnlyList<int> Strides { get; init; } = [];

    public float Threshold { get; init; }

    public float NmsIou { get; init; }
}
