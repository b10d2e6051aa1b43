using System.Diagnostics;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>From pixels to vectors: finds faces, aligns and embeds them. Safe for use by many threads at once.</summary>
/// <param name="detector">Stays the caller's to dispose of, as does <paramref name="embedder"/>.</param>
/// <param name="embedder">See <paramref name="detector"/>.</param>
/// <param name="mirror">Each face is embedded as it is and as a mirror shows it, and the mean is taken: truer, for one more embedding.</param>
public sealed class FaceAnalyzer(FaceDetector detector, FaceEmbedder embedder, bool mirror = true)
{
    /// <summary>A face with a shorter side than this many pixels of the decoded photo is listed, not embedded.</summary>
    public const float SmallestSide = 24;

    // Bounds the memory of a crowd's photo: 8 aligned faces with their mirror images are 2.4 MB.
    private const int FacesInABatch = 8;

    private readonly int _looks = mirror ? 2 : 1;

    /// <summary>Looks at a photo as <see cref="FaceLooks"/> says.</summary>
    /// <exception cref="OperationCanceledException">Between two steps.</exception>
    public FaceAnalysis Analyze(DecodedPhoto photo, FaceSelection selection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);
        TimeSpan detect = default, align = default, embed = default;
        var faces = FaceLooks.Clearest<IReadOnlyList<AnalyzedFace>>(photo, embedder.Faces, selection == FaceSelection.One, (seen, turn, side) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var upright = turn == default;
            var started = Stopwatch.GetTimestamp();
            var found = upright && selection == FaceSelection.All
                ? detector.Detect(seen.Picture, side, embedder.Faces)
                : detector.DetectMain(seen.Picture, side, embedder.Faces);
            detect += Stopwatch.GetElapsedTime(started);
            var (look, clearness) = Analyze(seen, found, selection, cancellationToken);
            (align, embed) = (align + look.Align, embed + look.Embed);
            // Of a turned photo only what can be matched counts: nothing else tells that it is a face there.
            var shown = look.Faces.Where(face => upright || face.Embedding is not null)
                .Select(face => face with { Box = turn.Back(face.Box, seen), Landmarks = turn.Back(face.Landmarks, seen) })
                .ToArray();
            return shown.Length > 0 ? (shown, clearness) : null;
        });
        return new(faces ?? [], detect, align, embed);
    }

    /// <summary>Aligns and embeds what was found, and leaves out what is no face.</summary>
    private (FaceAnalysis Look, float Clearness) Analyze(
        DecodedPhoto photo, IReadOnlyList<DetectedFace> found, FaceSelection selection, CancellationToken cancellationToken)
    {
        var clearest = float.NegativeInfinity;
        var faces = new List<AnalyzedFace>();
        TimeSpan align = default, embed = default;
        foreach (var batch in found.Chunk(selection == FaceSelection.One ? 1 : FacesInABatch))
        {
            if (selection == FaceSelection.One && faces.Count > 0)
                break;
            cancellationToken.ThrowIfCancellationRequested();
            var planes = PlanePool.Floats.Rent(_looks * batch.Length * embedder.Values);
            try
            {
                var started = Stopwatch.GetTimestamp();
                var aligning = VisionTraces.Start("align")?.SetTag("celeb.faces", batch.Length);
                var aligned = Array.ConvertAll(batch, face => face with { Box = face.Box.ClipTo(photo.Picture.Width, photo.Picture.Height) });
                var embedded = new int[batch.Length];
                var qualities = new FaceQuality[batch.Length];
                var count = 0;
                for (var i = 0; i < batch.Length; i++)
                {
                    var slot = planes.AsSpan(count * embedder.Values, embedder.Values);
                    var usable = FaceAligner.TryAlign(photo.Picture, batch[i].Landmarks, slot, embedder.Side);
                    qualities[i] = usable ? FaceQuality.Of(Original(aligned[i].Box, photo), batch[i].Landmarks, slot) : default;
                    embedded[i] = usable ? count++ : -1;
                }
                aligning?.Dispose();
                align += Stopwatch.GetElapsedTime(started);

                started = Stopwatch.GetTimestamp();
                var embeddings = count > 0 ? Embed(planes, count) : [];
                embed += Stopwatch.GetElapsedTime(started);
                for (var i = 0; i < batch.Length; i++)
                {
                    if ((embedded[i] >= 0 ? embedder.ClearnessOf(embeddings[embedded[i]], batch[i]) : 0) is not { } clearness)
                        continue;
                    clearest = MathF.Max(clearest, clearness);
                    faces.Add(new(
                        Original(aligned[i].Box, photo),
                        batch[i].Score,
                        batch[i].Landmarks.Scaled(photo.Scale.X, photo.Scale.Y),
                        qualities[i],
                        embedded[i] >= 0 && IsLarge(aligned[i].Box) ? embeddings[embedded[i]] : null));
                }
            }
            finally
            {
                PlanePool.Floats.Return(planes);
            }
        }
        return (new(faces, default, align, embed), clearest);
    }

    internal static bool IsLarge(FaceBox box) => MathF.Min(box.Width, box.Height) >= SmallestSide;

    /// <summary>Looks at black once as if there was a face, so that the first photo does not pay for what is done for the first time.</summary>
    public void WarmUp()
    {
        using DecodedPhoto black = new(new(FaceDetector.QuickSide, FaceDetector.QuickSide), PhotoFormat.Jpeg, FaceDetector.QuickSide, FaceDetector.QuickSide);
        black.Picture.Pixels.Clear();
        detector.Detect(black.Picture, FaceDetector.QuickSide);
        Analyze(black, [new(new(0, 0, FaceAligner.Side, FaceAligner.Side), 1, FaceAligner.Template)], FaceSelection.One, CancellationToken.None);
    }

    /// <param name="planes">Aligned faces, with room after them for their mirror images.</param>
    /// <param name="count">How many faces.</param>
    private FaceEmbedding[] Embed(float[] planes, int count)
    {
        using var activity = VisionTraces.Start("embed", embedder.Model)?.SetTag("celeb.faces", count);
        if (!mirror)
            return embedder.Embed(planes, count);
        for (var i = 0; i < count; i++)
            FaceAligner.Mirror(
                planes.AsSpan(i * embedder.Values, embedder.Values), planes.AsSpan((count + i) * embedder.Values, embedder.Values), embedder.Side);
        var looks = embedder.Embed(planes, 2 * count);
        return [.. Enumerable.Range(0, count).Select(i => FaceEmbedding.Mean(looks[i], looks[count + i]))];
    }

    private static FaceBox Original(FaceBox box, DecodedPhoto photo) => box.Scaled(photo.Scale.X, photo.Scale.Y);
}
