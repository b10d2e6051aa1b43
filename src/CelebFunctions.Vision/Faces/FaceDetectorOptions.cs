namespace CelebFunctions.Vision.Faces;

/// <summary>What a detector's manifest says about its network.</summary>
public sealed record FaceDetectorOptions
{
    /// <summary>Pixels between neighbouring cells, level by level, in the order of the outputs.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [8, 16, 32];

    /// <summary>Both sides of the input are multiples of this.</summary>
    public int Multiple { get; init; } = 32;

    /// <summary>The least score of a face, 0 to 1.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>Of two boxes that overlap more than this (intersection over union), the one with the lower score goes.</summary>
    public float MaxOverlap { get; init; } = 0.4f;

    public string Input { get; init; } = "input";

    public string Scores { get; init; } = "scores";

    public string Boxes { get; init; } = "boxes";

    public string Landmarks { get; init; } = "landmarks";
}
