using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Faces;

/// <summary>
/// A plane in the space of an embedder's vectors: faces lie above it, below it what only looked like a face to the detector, or is
/// aligned so wrongly that its vector means nothing.
/// </summary>
/// <param name="Weights">One for each dimension.</param>
/// <param name="Bias">Added to the weighted sum of a face's vector.</param>
/// <param name="Clear">How far above it nearly all faces lie that are seen well.</param>
public sealed record FacePlane(IReadOnlyList<float> Weights, float Bias, float Clear)
{
    private readonly float[] _weights = [.. Weights];

    /// <summary>How far above the plane a face's vector lies; below it less than 0.</summary>
    internal float Above(ReadOnlySpan<float> face) => TensorPrimitives.Dot(face, _weights) + Bias;
}
