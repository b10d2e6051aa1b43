using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Faces that a match finds where there are none.</summary>
internal static class FacelessProtocol
{
    public const string Name = "faceless";

    private const double Thousand = 1000;

    /// <param name="photos">Pictures without a face.</param>
    /// <param name="codec">Decodes them.</param>
    /// <param name="models">Both networks, since what the detector finds must pass for a face in the embedder's eyes too.</param>
    /// <param name="step">Called after each picture.</param>
    /// <param name="cancellationToken">Stops between two pictures.</param>
    public static async Task<IEnumerable<Figure>> MeasureAsync(
        IReadOnlyList<string> photos, IPhotoCodec codec, FaceModels models, Action step, CancellationToken cancellationToken)
    {
        var (alarms, ofAll) = (new int[photos.Count], new int[photos.Count]);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, photos.Count),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                using var photo = codec.Decode(await File.ReadAllBytesAsync(photos[i], token), token);
                alarms[i] = models.Analyzer.Analyze(photo, FaceSelection.One, token).Faces.Count;
                ofAll[i] = models.Analyzer.Analyze(photo, FaceSelection.All, token).Faces.Count;
                step();
            });
        return Measure(alarms, ofAll);
    }

    /// <param name="alarms">Faces that were found where the main one was asked for, a number a picture.</param>
    /// <param name="ofAll">The same where all were asked for.</param>
    public static IEnumerable<Figure> Measure(IReadOnlyList<int> alarms, IReadOnlyList<int> ofAll)
    {
        yield return Figure.Share(Name, "pictures with a false alarm", [.. alarms.Select(count => count > 0)]);
        yield return InThousand("false alarms in 1,000 pictures", alarms);
        yield return InThousand("false alarms in 1,000 pictures, all faces asked for", ofAll);
    }

    private static Figure InThousand(string name, IReadOnlyList<int> alarms)
    {
        var (low, high) = PeopleBootstrap.Interval(alarms.Count, drawn => alarms.Select((count, i) => count * drawn[i]).Sum() * Thousand / alarms.Count);
        return new(Name, name, alarms.Sum() * Thousand / alarms.Count, low, high, alarms.Count, "alarms");
    }
}
