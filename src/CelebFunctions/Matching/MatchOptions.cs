using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Matching;

/// <summary>What a caller asks of a match.</summary>
public sealed record MatchOptions
{
    public const int MostTop = 50;

    /// <summary>The gallery's id; null for the default one.</summary>
    public string? Gallery { get; init; }

    /// <summary>How many people to list, 1 to 50.</summary>
    public int Top { get; init; } = 5;

    public FaceSelection Faces { get; init; }

    /// <summary>Which features to compare.</summary>
    public IReadOnlyList<FaceRegion> Features { get; init; } = AllFeatures;

    /// <summary>Each feature there is.</summary>
    public static IReadOnlyList<FaceRegion> AllFeatures { get; } =
        [FaceRegion.Eyes, FaceRegion.Eyebrows, FaceRegion.Nose, FaceRegion.Mouth, FaceRegion.Jaw];
}
