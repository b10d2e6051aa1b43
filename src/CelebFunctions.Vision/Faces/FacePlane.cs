using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Faces;

/// <summary>
/// A plane in the space of an embedder's vectors: faces lie above it, below it what only looked like a face to the detector, or is
/// aligned so wrongly that its vector means nothing.
/// </summary>
/// <param name="Weights">One for each dimension.</param>
/// <param name="Bias">Added to the weighted sum of a face's vector.</param>
/// <param name="Clear">How far above it nearly all faces lie that are seen well.</param>
/// <param name="Score">
/// How far the plane gives way to the detector, for each unit of the log-odds of its score: what is sure may lie a little below, what is
/// unsure must lie above.
/// </param>
/// <param name="Least">The score from which on the detector's finds are asked after, 0 to 1; 0 leaves that to the detector's own thresholds.</param>
public sealed record FacePlane(IReadOnlyList<float> Weights, float Bias, float Clear, float Score = 0, float Least = 0)
{
    private const float NearlySure = 1e-6f;

    private readonly float[] _weights = [.. Weights];

    /// <summary>Whether it is a face.</summary>
    /// <param name="above">How far above the plane it lies.</param>
    /// <param name="score">The detector's.</param>
    internal bool Takes(float above, float score)
    {
        score = Math.Clamp(score, NearlySure, 1 - NearlySure);
        return above + Score * MathF.Log(score / (1 - score)) >= 0;
    }

    /// <summary>How far above the plane a face's vector lies; below it less than 0.</summary>
    internal float Above(ReadOnlySpan<float> face) => TensorPrimitives.Dot(face, _weights) + Bias;
}
