using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models;

/// <summary>What a network gives; each kind uses its own part.</summary>
public sealed record ModelOutput
{
    /// <summary>An embedder's or an effect's output.</summary>
    public string Name { get; init; } = "embedding";

    public IReadOnlyList<FaceRegion> Regions { get; init; } = [];

    /// <summary>An embedder's plane that parts faces from what only looked like one; null: whatever was found is a face.</summary>
    public FacePlane? Faces { get; init; }

    public int Dimensions { get; init; }

    /// <summary>How a detector tells what it found.</summary>
    public DetectorHead Decode { get; init; }

    /// <summary>Outputs by name: one for all strides, or one for each; so are those below.</summary>
    public IReadOnlyList<string> Scores { get; init; } = ["scores"];

    public IReadOnlyList<string> Objectness { get; init; } = [];

    public IReadOnlyList<string> Boxes { get; init; } = ["boxes"];

    public IReadOnlyList<string> Landmarks { get; init; } = ["landmarks"];

    public IReadOnlyList<int> Strides { get; init; } = [];

    public int AnchorsPerCell { get; init; } = 1;

    public IReadOnlyList<IReadOnlyList<float>> AnchorSizes { get; init; } = [];

    public float? AnchorCentre { get; init; }

    public IReadOnlyList<float> Variances { get; init; } = [0.1f, 0.2f, 0.1f];

    public float Threshold { get; init; }

    public float MainThreshold { get; init; }

    public float NmsIou { get; init; }
}
