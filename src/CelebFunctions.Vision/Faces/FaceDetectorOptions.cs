namespace CelebFunctions.Vision.Faces;

/// <summary>What a detector's manifest says about its network.</summary>
public sealed record FaceDetectorOptions
{
    public DetectorHead Head { get; init; }

    /// <summary>Pixels between neighbouring cells, level by level, in the order of the outputs.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [8, 16, 32];

    /// <summary>Faces that one cell may tell of.</summary>
    public int AnchorsPerCell { get; init; } = 1;

    /// <summary>Sides of the anchors in pixels, for each level as many as a cell has; RetinaFace alone.</summary>
    public IReadOnlyList<IReadOnlyList<float>> AnchorSizes { get; init; } = [];

    /// <summary>Pixels from a cell's corner to the middle of its anchors; half a stride where it is not told. RetinaFace alone.</summary>
    public float? AnchorCentre { get; init; }

    /// <summary>What centres, sizes and landmarks are multiplied by before they correct an anchor; RetinaFace alone.</summary>
    public IReadOnlyList<float> Variances { get; init; } = [0.1f, 0.2f, 0.1f];

    /// <summary>Both sides of the input are multiples of this.</summary>
    public int Multiple { get; init; } = 32;

    /// <summary>The width that the network takes alone, with <see cref="Height"/>; 0 where it takes any.</summary>
    public int Width { get; init; }

    /// <summary>See <see cref="Width"/>.</summary>
    public int Height { get; init; }

    public PixelValues Pixels { get; init; } = new();

    /// <summary>The least score of a face, 0 to 1.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>
    /// The least score of a face that a photo is about; no less than <see cref="Threshold"/>, which is for all faces of a
    /// crowd: there a face is expected, and one more or less does no harm.
    /// </summary>
    public float MainThreshold { get; init; }

    /// <summary>Of two boxes that overlap more than this (intersection over union), the one with the lower score goes.</summary>
    public float MaxOverlap { get; init; } = 0.4f;

    public string Input { get; init; } = "input";

    /// <summary>One output for all levels, or one for each; so are those below.</summary>
    public IReadOnlyList<string> Scores { get; init; } = ["scores"];

    /// <summary>The second factor of a score; YuNet alone.</summary>
    public IReadOnlyList<string> Objectness { get; init; } = [];

    public IReadOnlyList<string> Boxes { get; init; } = ["boxes"];

    public IReadOnlyList<string> Landmarks { get; init; } = ["landmarks"];
}
