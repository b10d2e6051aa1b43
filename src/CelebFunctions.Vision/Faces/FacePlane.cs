using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Faces;

/// <summary>
/// A plane in the space of an embedder's vectors: faces lie above it, below it what only looked like a face to the detector, or is
/// aligned so wrongly that its vector means nothing.
/// </summary>
/// <param name="Weights">One for each dimension.</param>
/// <param name="Bias">Added to the weighted sum of a face's vector.</param>
public sealed record FacePlane(IReadOnlyList<float> Weights, float Bias)
{
    private readonly float[] _weights = [.. Weights];

    internal bool Has(ReadOnlySpan<float> face) => TensorPrimitives.Dot(face, _weights) + Bias >= 0;
}
