using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>How far landmarks lie from those that people set by hand.</summary>
internal static class LandmarksProtocol
{
    public const string Name = "landmarks";

    /// <summary>The file beside the photos that holds their points, in the form of <see cref="ReferenceFaces"/>.</summary>
    public const string File = "points.csv";

    /// <param name="references">Faces with points set by hand.</param>
    /// <param name="folder">Where their photos lie.</param>
    /// <param name="codec">Decodes them.</param>
    /// <param name="models">The detector.</param>
    /// <param name="step">Called after each photo.</param>
    /// <param name="cancellationToken">Stops between two photos.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IReadOnlyList<ReferenceFace> references, string folder, IPhotoCodec codec, FaceModels models, Action step, CancellationToken cancellationToken)
    {
        var errors = new double?[references.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, references.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var (name, box, points) = references[i];
                using var photo = codec.Decode(await System.IO.File.ReadAllBytesAsync(Path.Combine(folder, name), token), token);
                // Of several faces the one whose landmarks were meant.
                var near = models.Detect(photo.Picture).Where(face => face.Box.Overlap(box) > 0).MaxBy(face => face.Box.Overlap(box));
                errors[i] = near is null ? null : FaceComparison.LandmarkError(near.Landmarks.Scaled(photo.Scale.X, photo.Scale.Y), points);
                step();
            });
        return Measure(errors);
    }

    /// <param name="errors">In distances between the eyes; null where the face was not found.</param>
    public static IReadOnlyList<Figure> Measure(IReadOnlyList<double?> errors)
    {
        var found = errors.OfType<double>().ToArray();
        var faces = Figure.Share(Name, "faces found", [.. errors.Select(error => error is not null)]);
        if (found.Length == 0)
            return [faces];
        var (low, high) = PeopleBootstrap.Interval(found.Length, drawn => found.Select((error, i) => error * drawn[i]).Sum() / found.Length);
        return
        [
            faces,
            new(Name, "landmark error, mean", found.Average(), low, high, found.Length, "eye distances"),
            Figure.Number(Name, "landmark error, median", found.Order().ElementAt(found.Length / 2), found.Length, "eye distances"),
        ];
    }
}
