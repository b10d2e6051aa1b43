using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Whether faces are found that fill the picture, as those of close selfies do.</summary>
internal static class CloseProtocol
{
    public const string Name = "close";

    // Steps from the widest crop to the closest, so that each tenth of the range has its share of photos.
    private const int Steps = 50;

    /// <param name="references">One face a photo.</param>
    /// <param name="folder">Where the photos lie.</param>
    /// <param name="codec">Decodes them.</param>
    /// <param name="models">The detector.</param>
    /// <param name="step">Called after each photo.</param>
    /// <param name="cancellationToken">Stops between two photos.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IReadOnlyList<ReferenceFace> references,
        string folder,
        IPhotoCodec codec,
        FaceModels models,
        Action step,
        CancellationToken cancellationToken)
    {
        var overlaps = new float[references.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, references.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                using var photo = codec.Decode(await File.ReadAllBytesAsync(Path.Combine(folder, references[i].Photo), token), token);
                overlaps[i] = OverlapOf(photo.Picture, references[i].Box, (i % Steps + 0.5f) / Steps, models);
                step();
            });
        return [
            Figure.Share(Name, "faces found", [.. overlaps.Select(overlap => overlap >= FaceComparison.FoundOverlap)]),
            Figure.Share(Name, "pictures where any face was found", overlaps.Count(overlap => overlap >= 0), overlaps.Length),
        ];
    }

    /// <summary>Of the main face with the reference; -1 where there is none.</summary>
    private static float OverlapOf(Picture photo, FaceBox face, float share, FaceModels models)
    {
        var (x, y, width, height) = CloseCrop.Around(face, photo.Width, photo.Height, share);
        using var crop = new Picture(width, height);
        for (var row = 0; row < height; row++)
            photo.Row(y + row).Slice(x * Picture.Channels, width * Picture.Channels).CopyTo(crop.Row(row));
        var reference = (face with { X = face.X - x, Y = face.Y - y }).ClipTo(width, height);
        return models.Detect(crop) is [var main, ..] ? main.Box.ClipTo(width, height).Overlap(reference) : -1;
    }
}
