namespace CelebFunctions.Vision.Faces;

/// <summary>What an embedder's manifest says about its network.</summary>
public sealed record FaceEmbedderOptions
{
    /// <summary>What the rows of an embedding describe.</summary>
    public IReadOnlyList<FaceRegion> Regions { get; init; } = Enum.GetValues<FaceRegion>();

    /// <summary>Width and height of an aligned face in pixels.</summary>
    public int Side { get; init; } = FaceAligner.Side;

    public PixelValues Pixels { get; init; } = new();

    /// <summary>Numbers in one vector.</summary>
    public int Dimensions { get; init; } = 128;

    public string Input { get; init; } = "input";

    public string Output { get; init; } = "embedding";

    /// <summary>What parts faces from what only looked like one; null: whatever was found is a face.</summary>
    public FacePlane? Faces { get; init; }
}
