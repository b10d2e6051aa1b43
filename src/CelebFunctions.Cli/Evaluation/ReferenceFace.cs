using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Where a reference detector found the face of a photo.</summary>
/// <param name="Photo"><c>Person/Person_0001.jpg</c>.</param>
/// <param name="Box">In pixels.</param>
/// <param name="Landmarks">In pixels.</param>
public sealed record ReferenceFace(string Photo, FaceBox Box, FaceLandmarks Landmarks);
