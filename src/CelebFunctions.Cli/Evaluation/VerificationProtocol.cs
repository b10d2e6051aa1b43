using System.Numerics.Tensors;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>LFW view 2 through the whole pipeline: from the file to the similarity.</summary>
internal static class VerificationProtocol
{
    public const string Name = "verification";

    /// <param name="pairs">LFW's.</param>
    /// <param name="photos">By <c>Person/Person_0001.jpg</c>.</param>
    /// <param name="rule">How photos are compared.</param>
    public static IEnumerable<Figure> Measure(IReadOnlyList<LfwPair> pairs, IReadOnlyDictionary<string, EnrolledPhoto> photos, MatchRule rule)
    {
        var scored = Score(pairs, photos, FaceRegion.Face, rule);
        yield return Figure.Share(Name, "accuracy, ten folds", VerificationStatistics.RightInFolds(scored));
        foreach (var rate in (double[])[1e-2, 1e-3])
            yield return Figure.Share(Name, $"true accepts at false accept rate {rate:0.###}", VerificationStatistics.AcceptedAt(scored, rate));
        yield return new(Name, "equal error rate", VerificationStatistics.EqualErrorRate(scored), null, null, scored.Length, "share");
        yield return Figure.Share(Name, "pairs with a missing face", scored.Count(pair => pair.Similarity is null), scored.Length);
        foreach (var region in FeatureRegions.Of(photos.Values))
        {
            yield return Figure.Share(
                Name, $"accuracy by the {Sentence.NameOf(region)} alone", VerificationStatistics.RightInFolds(Score(pairs, photos, region, rule)));
        }
    }

    private static ScoredPair[] Score(IReadOnlyList<LfwPair> pairs, IReadOnlyDictionary<string, EnrolledPhoto> photos, FaceRegion region, MatchRule rule) =>
        [.. pairs.Select(pair => new ScoredPair(
            pair.Same,
            rule.ProbeOf(photos[pair.First]) is { } first && rule.ProbeOf(photos[pair.Second]) is { } second
                ? TensorPrimitives.Dot(first[region], second[region])
                : null,
            pair.Fold))];
}
