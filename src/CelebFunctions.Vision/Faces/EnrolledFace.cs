namespace CelebFunctions.Vision.Faces;

/// <summary>The main face of a photo, seen twice: as it is and as a mirror shows it.</summary>
/// <param name="Box">In pixels of the upright original, clipped to it.</param>
/// <param name="Landmarks">In pixels of the upright original.</param>
/// <param name="Embedding">The vectors of the face as it is; null where the face is too small.</param>
/// <param name="Mirrored">Of the mirror image; null where <paramref name="Embedding"/> is.</param>
/// <param name="Faces">How many faces the photo has, this one included.</param>
/// <param name="IsLargest">False where a larger face stands further from the middle.</param>
public sealed record EnrolledFace(
    FaceBox Box, FaceLandmarks Landmarks, FaceEmbedding? Embedding, FaceEmbedding? Mirrored, int Faces, bool IsLargest)
{
    /// <summary>The vectors that a match of the same photo compares: the mean of both, made anew at each call; null where <see cref="Embedding"/> is.</summary>
    public FaceEmbedding? Probe => Embedding is null || Mirrored is null ? null : FaceEmbedding.Mean(Embedding, Mirrored);
}
