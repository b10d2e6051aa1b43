using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Matching;

/// <summary>Somebody a face resembles.</summary>
/// <param name="Person">Who.</param>
/// <param name="Percent">0 to 100, by the gallery's curve from the score, which people are ordered by.</param>
/// <param name="Similarity">Cosine, -1 to 1.</param>
public sealed record PersonMatch(Person Person, int Percent, float Similarity);
