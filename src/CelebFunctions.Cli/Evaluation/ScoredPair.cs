namespace CelebFunctions.Cli.Evaluation;

/// <summary>Two photos and how alike they are.</summary>
/// <param name="Same">True where both show one person.</param>
/// <param name="Similarity">Cosine; null where a photo has no face, which counts as a wrong answer.</param>
/// <param name="Fold">Which tenth of the pairs it belongs to.</param>
public readonly record struct ScoredPair(bool Same, float? Similarity, int Fold);
