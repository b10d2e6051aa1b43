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

    /// <summary>One curve a region.</summary>
    public required IReadOnlyDictionary<FaceRegion, PercentCurve> Curves { get; init; }

    /// <summary>The vector of one person and region.</summary>
    public Span<float> Vector(int person, int region) =>
        Vectors.AsSpan((person * Regions.Count + region) * Dimensions, Dimensions);
}
