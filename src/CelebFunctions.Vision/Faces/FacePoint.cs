namespace CelebFunctions.Vision.Faces;

/// <summary>A point in pixels; whole numbers are pixel corners, so the first pixel's centre is (0.5, 0.5).</summary>
public readonly record struct FacePoint(float X, float Y);
