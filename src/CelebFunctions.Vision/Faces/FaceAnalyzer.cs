using System.Buffers;
using System.Diagnostics;
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

    /// <summary>Looks at a photo at the quick size; at the thorough one for all faces, or where the quick look found none.</summary>
    /// <exception cref="OperationCanceledException">Between two steps.</exception>
    public FaceAnalysis Analyze(DecodedPhoto photo, FaceSelection selection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);
        var started = Stopwatch.GetTimestamp();
        var found = selection == FaceSelection.All
            ? detector.Detect(photo.Picture, FaceDetector.ThoroughSide)
            : detector.DetectMain(photo.Picture, cancellationToken);
        var detect = Stopwatch.GetElapsedTime(started);

        var faces = new List<AnalyzedFace>();
        TimeSpan align = default, embed = default;
        foreach (var batch in found.Take(selection == FaceSelection.One ? 1 : found.Count).Chunk(FacesInABatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var planes = ArrayPool<float>.Shared.Rent(_looks * batch.Length * embedder.Values);
            try
            {
                started = Stopwatch.GetTimestamp();
                var aligned = Array.ConvertAll(batch, face => face with { Box = face.Box.ClipTo(photo.Picture.Width, photo.Picture.Height) });
                var embedded = new int[batch.Length];
                var qualities = new FaceQuality[batch.Length];
                var count = 0;
                for (var i = 0; i < batch.Length; i++)
                {
                    var slot = planes.AsSpan(count * embedder.Values, embedder.Values);
                    var usable = FaceAligner.TryAlign(photo.Picture, batch[i].Landmarks, slot, embedder.Side);
                    qualities[i] = usable ? FaceQuality.Of(Original(aligned[i].Box, photo), batch[i].Landmarks, slot) : default;
                    usable &= MathF.Min(aligned[i].Box.Width, aligned[i].Box.Height) >= SmallestSide;
                    embedded[i] = usable ? count++ : -1;
                }
                align += Stopwatch.GetElapsedTime(started);

                started = Stopwatch.GetTimestamp();
                var embeddings = count > 0 ? Embed(planes, count) : [];
                embed += Stopwatch.GetElapsedTime(started);
                for (var i = 0; i < batch.Length; i++)
                {
                    faces.Add(new(
                        Original(aligned[i].Box, photo),
                        batch[i].Score,
                        batch[i].Landmarks.Scaled(photo.Scale.X, photo.Scale.Y),
                        qualities[i],
                        embedded[i] >= 0 ? embeddings[embedded[i]] : null));
                }
            }
            finally
            {
                ArrayPool<float>.Shared.Return(planes);
            }
        }
        return new(faces, detect, align, embed);
    }

    /// <summary>Runs both networks once on black, so that the first photo does not pay for their first allocations.</summary>
    public void WarmUp()
    {
        using (var black = new Picture(FaceDetector.QuickSide, FaceDetector.QuickSide))
        {
            black.Pixels.Clear();
            detector.Detect(black, FaceDetector.QuickSide);
        }
        embedder.Embed(new float[_looks * embedder.Values], _looks);
    }

    /// <param name="planes">Aligned faces, with room after them for their mirror images.</param>
    /// <param name="count">How many faces.</param>
    private FaceEmbedding[] Embed(float[] planes, int count)
    {
        if (!mirror)
            return embedder.Embed(planes, count);
        for (var i = 0; i < count; i++)
            FaceAligner.Mirror(
                planes.AsSpan(i * embedder.Values, embedder.Values), planes.AsSpan((count + i) * embedder.Values, embedder.Values), embedder.Side);
        var looks = embedder.Embed(planes, 2 * count);
        return [.. Enumerable.Range(0, count).Select(i => FaceEmbedding.Mean(looks[i], looks[count + i]))];
    }

    private static FaceBox Original(FaceBox box, DecodedPhoto photo)
    {
        var (x, y) = photo.Scale;
        return new(box.X * x, box.Y * y, box.Width * x, box.Height * y);
    }
}
