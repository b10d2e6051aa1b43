namespace CelebFunctions.Vision.Faces;

/// <summary>The faces of a photo, the main one first, and how long each step took.</summary>
public sealed record FaceAnalysis(IReadOnlyList<AnalyzedFace> Faces, TimeSpan Detect, TimeSpan Align, TimeSpan Embed);
