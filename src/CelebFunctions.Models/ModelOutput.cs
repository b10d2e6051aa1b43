using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models;

/// <summary>What a network gives; each kind uses its own part.</summary>
/// <remarks>Setters, since generated readers of JSON give what is only initialised no default.</remarks>
public sealed record ModelOutput
{
    /// <summary>An embedder's output.</summary>
    public string Name { get; set; } = "embedding";

    public IReadOnlyList<FaceRegion> Regions { get; set; } = [];

    public int Dimensions { get; set; }

    /// <summary>How a detector tells what it found.</summary>
    public DetectorHead Decode { get; set; }

    /// <summary>Outputs by name: one for all strides, or one for each; so are those below.</summary>
    public IReadOnlyList<string> Scores { get; set; } = ["scores"];

    public IReadOnlyList<string> Objectness { get; set; } = [];

    public IReadOnlyList<string> Boxes { get; set; } = ["boxes"];

    public IReadOnlyList<string> Landmarks { get; set; } = ["landmarks"];

    public IReadOnlyList<int> Strides { get; set; } = [];

    public int AnchorsPerCell { get; set; } = 1;

    public IReadOnlyList<IReadOnlyList<float>> AnchorSizes { get; set; } = [];

    public float? AnchorCentre { get; set; }

    public IReadOnlyList<float> Variances { get; set; } = [0.1f, 0.2f, 0.1f];

    public float Threshold { get; set; }

    public float MainThreshold { get; set; }

    public float NmsIou { get; set; }
}
