using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Client;

/// <summary>What is asked of a match.</summary>
public sealed record MatchRequest
{
    /// <summary>The gallery's id; null for the server's default one, or the first of the set on the device.</summary>
    public string? Gallery { get; init; }

    /// <summary>How many people to list, 1 to 50.</summary>
    public int Top { get; init; } = 5;

    public FaceSelection Faces { get; init; }

    /// <summary>Which features to compare; none is fine.</summary>
    public IReadOnlyList<FaceRegion> Features { get; init; } =
        [FaceRegion.Eyes, FaceRegion.Eyebrows, FaceRegion.Nose, FaceRegion.Mouth, FaceRegion.Jaw];

    /// <summary>Told while the photo is sent; never on the device.</summary>
    public IProgress<UploadProgress>? Upload { get; init; }
}
