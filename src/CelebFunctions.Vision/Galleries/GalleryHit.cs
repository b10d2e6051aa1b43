namespace CelebFunctions.Vision.Galleries;

/// <summary>One person of a gallery and how near the probe is.</summary>
/// <param name="Person">Index into the gallery's people.</param>
/// <param name="Similarity">Cosine, -1 to 1.</param>
/// <param name="Score">The similarity by the person's <see cref="ScoreNorm"/>: what people are ordered and curves read by.</param>
public readonly record struct GalleryHit(int Person, float Similarity, float Score);
