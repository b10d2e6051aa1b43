using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Faces;

/// <summary>The unit vectors of one face, one for each <see cref="FaceRegion"/>.</summary>
public sealed class FaceEmbedding
{
    private readonly float[] _values;

    /// <param name="values">Regions × dimensions, region after region, each of length 1.</param>
    /// <param name="dimensions">Numbers in one vector.</param>
    public FaceEmbedding(float[] values, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (values.Length == 0 || values.Length % dimensions != 0)
            throw new ArgumentException($"{values.Length} values are not whole vectors of {dimensions}.", nameof(values));
        _values = values;
        Dimensions = dimensions;
    }

    public int Dimensions { get; }

    public int Regions => _values.Length / Dimensions;

    /// <summary>The vector of one region.</summary>
    public ReadOnlySpan<float> this[FaceRegion region] => _values.AsSpan((int)region * Dimensions, Dimensions);

    /// <summary>The normalised mean of two looks at one face, which is truer than either.</summary>
    public static FaceEmbedding Mean(FaceEmbedding first, FaceEmbedding second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var values = new float[first._values.Length];
        TensorPrimitives.Add<float>(first._values, second._values, values);
        for (var at = 0; at < values.Length; at += first.Dimensions)
        {
            var vector = values.AsSpan(at, first.Dimensions);
            var norm = TensorPrimitives.Norm<float>(vector);
            if (norm > 0)
                TensorPrimitives.Divide(vector, norm, vector);
        }
        return new(values, first.Dimensions);
    }

    /// <summary>Cosine between this face and another, -1 to 1; 1 for the same vector twice.</summary>
    /// <param name="other">The other face.</param>
    /// <param name="region">What is compared.</param>
    /// <param name="centre">
    /// Where both are looked at from, such as the mean of many faces: what all share makes no two alike. Empty is the plain cosine.
    /// </param>
    public float SimilarityTo(FaceEmbedding other, FaceRegion region, ReadOnlySpan<float> centre = default)
    {
        ArgumentNullException.ThrowIfNull(other);
        var plain = TensorPrimitives.Dot(this[region], other[region]);
        if (centre.IsEmpty)
            return plain;
        var first = TensorPrimitives.Dot(this[region], centre);
        var second = TensorPrimitives.Dot(other[region], centre);
        var square = TensorPrimitives.Dot(centre, centre);
        return (plain - first - second + square) / MathF.Sqrt((1 - 2 * first + square) * (1 - 2 * second + square));
    }
}
