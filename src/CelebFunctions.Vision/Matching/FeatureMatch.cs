using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Matching;

/// <summary>Whose feature a face's own is nearest to.</summary>
/// <param name="Region">Which feature.</param>
/// <param name="Person">Who.</param>
/// <param name="Percent">0 to 100, by the gallery's curve for this feature from the score, which people are ordered by.</param>
/// <param name="Similarity">Cosine, -1 to 1.</param>
/// <param name="Spoken">True for the one that the sentence names.</param>
public sealed record FeatureMatch(FaceRegion Region, Person Person, int Percent, float Similarity, bool Spoken);
