namespace CelebFunctions.Vision.Faces;

/// <summary>A face that the detector found.</summary>
/// <param name="Box">In pixels of the picture that was looked at.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
/// <param name="Landmarks">In pixels of the same picture.</param>
public sealed record DetectedFace(FaceBox Box, float Score, FaceLandmarks Landmarks);
