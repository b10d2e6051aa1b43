using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Galleries;

/// <summary>What goes into a gallery's file.</summary>
public sealed record GalleryContent
{
    /// <summary>Lower case, digits and hyphens: <c>public-figures</c>.</summary>
    public required string Id { get; init; }

    /// <summary>As people read it.</summary>
    public required string Name { get; init; }

    /// <summary>A semantic version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the embedder that made the vectors.</summary>
    public required string Space { get; init; }

    public required IReadOnlyList<FaceRegion> Regions { get; init; }

    /// <summary>Numbers in one vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>By id; ids are unique.</summary>
    public required IReadOnlyList<Person> People { get; init; }

    /// <summary>People × regions × dimensions, unit vectors.</summary>
    public required float[] Vectors { get; init; }

    /// <summary>One curve a region: the percent of a photo's score against a person.</summary>
    public required IReadOnlyDictionary<FaceRegion, PercentCurve> Curves { get; init; }

    /// <summary>The percent of two photos' similarity by the face, as seen from <see cref="Centre"/>; null takes the curve of the face.</summary>
    public PercentCurve? ComparisonCurve { get; init; }

    /// <summary>The vector that the faces of two photos are compared around, or none.</summary>
    public float[] Centre { get; init; } = [];

    /// <summary>People × regions, or null where similarities are compared as they are.</summary>
    public ScoreNorm[]? Norms { get; init; }

    /// <summary>The file leaves the vectors out and keeps what is scanned, in eight bits: for phones, at two fifths of the bytes.</summary>
    public bool IsSlim { get; init; }

    /// <summary>The vector of one person and region.</summary>
    public Span<float> Vector(int person, int region) =>
        Vectors.AsSpan((person * Regions.Count + region) * Dimensions, Dimensions);

    /// <summary>The norm of one person and region.</summary>
    public ScoreNorm Norm(int person, int region) => Norms is null ? ScoreNorm.None : Norms[person * Regions.Count + region];
}
