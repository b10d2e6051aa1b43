using System.Numerics.Tensors;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>
/// Whether strangers of one age, sex or origin are taken for each other more often than strangers at large. Impostor scores
/// alone: the photos show each person once, so how often people are missed cannot be told from them.
/// </summary>
internal static class BiasProtocol
{
    public const string Name = "bias";

    private const double FalseAcceptRate = 1e-3;

    public static IEnumerable<Figure> Measure(IReadOnlyList<BiasPhoto> photos)
    {
        foreach (var group in BiasPhoto.AllGroups)
        {
            var own = photos.Where(photo => photo.Groups.Contains(group)).ToArray();
            if (own.Length > 0)
                yield return Figure.Share(Name, $"faces found: {group}", own.Count(photo => photo.Probe is not null), own.Length);
        }

        var faces = photos.Where(photo => photo.Probe is not null).ToArray();
        if (faces.Length < 2)
            yield break;
        var threshold = Threshold(faces);
        foreach (var group in BiasPhoto.AllGroups)
        {
            var own = faces.Where(photo => photo.Groups.Contains(group)).ToArray();
            if (own.Length < 2)
                continue;
            var accepted = Accepted(own, threshold);
            var (low, high) = PeopleBootstrap.Interval(own.Length, drawn =>
                accepted.Sum(pair => (double)drawn[pair.First] * drawn[pair.Second]) / PairsDrawn(drawn));
            var pairs = (long)own.Length * (own.Length - 1) / 2;
            yield return new(
                Name, $"two strangers accepted where {FalseAcceptRate:0.0##} of all are: {group}", (double)accepted.Count / pairs, low, high, (int)pairs, "share");
        }
    }

    /// <summary>The similarity that one in a thousand pairs of all strangers reaches.</summary>
    private static float Threshold(BiasPhoto[] faces)
    {
        var similarities = new float[(long)faces.Length * (faces.Length - 1) / 2];
        var at = 0;
        for (var i = 0; i < faces.Length; i++)
        {
            for (var j = 0; j < i; j++)
                similarities[at++] = Similarity(faces[i], faces[j]);
        }
        Array.Sort(similarities);
        return similarities[similarities.Length - 1 - (int)(FalseAcceptRate * similarities.Length)];
    }

    private static List<(int First, int Second)> Accepted(BiasPhoto[] faces, float threshold)
    {
        var pairs = new List<(int, int)>();
        for (var i = 0; i < faces.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Similarity(faces[i], faces[j]) > threshold)
                    pairs.Add((i, j));
            }
        }
        return pairs;
    }

    // A face drawn twice is no pair of strangers.
    private static double PairsDrawn(int[] drawn)
    {
        double sum = 0, squares = 0;
        foreach (double times in drawn)
        {
            sum += times;
            squares += times * times;
        }
        return Math.Max(1, (sum * sum - squares) / 2);
    }

    private static float Similarity(BiasPhoto first, BiasPhoto second) =>
        TensorPrimitives.Dot(first.Probe![FaceRegion.Face], second.Probe![FaceRegion.Face]);
}
