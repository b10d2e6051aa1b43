using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>
/// Looks at photos of known people, to build galleries. It finds and aligns as <see cref="FaceAnalyzer"/> does, and takes
/// the main face as that does. Safe for use by many threads at once.
/// </summary>
/// <param name="detector">Stays the caller's to dispose of, as does <paramref name="embedder"/>.</param>
/// <param name="embedder">See <paramref name="detector"/>.</param>
public sealed class FaceEnroller(FaceDetector detector, FaceEmbedder embedder)
{
    /// <summary>The main face of a photo, or null where it has none.</summary>
    public EnrolledFace? Enroll(DecodedPhoto photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        return FaceLooks.Clearest(photo, embedder.Faces, quick: true, (seen, turn, side) =>
            // Of a turned photo only what can be matched counts: nothing else tells that it is a face there.
            Enroll(seen, detector.DetectMain(seen.Picture, side, embedder.Faces)) is var (face, clearness) && (turn == default || face.Embedding is not null)
                ? (face with { Box = turn.Back(face.Box, seen), Landmarks = turn.Back(face.Landmarks, seen) }, clearness)
                : ((EnrolledFace, float)?)null);
    }

    private (EnrolledFace Face, float Clearness)? Enroll(DecodedPhoto photo, IReadOnlyList<DetectedFace> found)
    {
        var picture = photo.Picture;
        var (x, y) = photo.Scale;
        foreach (var main in found)
        {
            var box = main.Box.ClipTo(picture.Width, picture.Height);
            var (embedding, mirrored) = Embed(picture, main.Landmarks);
            var face = new EnrolledFace(
                box.Scaled(x, y),
                main.Landmarks.Scaled(x, y),
                embedding,
                mirrored,
                Math.Max(1, found.Count(detector.IsSure)),
                !found.Any(face => detector.IsSure(face) && face.Box.Area > main.Box.Area));
            if ((face.Probe is { } probe ? embedder.ClearnessOf(probe, main) : 0) is { } clearness)
                return (FaceAnalyzer.IsLarge(box) ? face : face with { Embedding = null, Mirrored = null }, clearness);
        }
        return null;
    }

    private (FaceEmbedding?, FaceEmbedding?) Embed(Picture picture, FaceLandmarks landmarks)
    {
        var planes = PlanePool.Floats.Rent(2 * embedder.Values);
        try
        {
            var face = planes.AsSpan(0, embedder.Values);
            if (!FaceAligner.TryAlign(picture, landmarks, face, embedder.Side))
                return (null, null);
            FaceAligner.Mirror(face, planes.AsSpan(embedder.Values, embedder.Values), embedder.Side);
            var embeddings = embedder.Embed(planes, 2);
            return (embeddings[0], embeddings[1]);
        }
        finally
        {
            PlanePool.Floats.Return(planes);
        }
    }
}
