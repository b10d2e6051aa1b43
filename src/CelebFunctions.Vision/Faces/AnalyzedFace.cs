namespace CelebFunctions.Vision.Faces;

/// <summary>A face with what is known of it, in pixels of the upright original photo.</summary>
/// <param name="Box">Clipped to the photo.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
/// <param name="Landmarks">Five points; they may lie outside of a photo that cuts the face.</param>
/// <param name="Quality">How good a look the photo gives.</param>
/// <param name="Embedding">Null where the face is too small to be told apart from others.</param>
public sealed record AnalyzedFace(
    FaceBox Box, float Score, FaceLandmarks Landmarks, FaceQuality Quality, FaceEmbedding? Embedding);
