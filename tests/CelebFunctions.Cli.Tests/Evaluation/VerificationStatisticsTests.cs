using CelebFunctions.Cli.Evaluation;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class VerificationStatisticsTests
{
    [Fact]
    public void True_accepts_are_those_of_the_best_threshold_that_any_search_finds()
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var pairs = Draw(seed, 200, distance: 1.2, missing: 0.03);
            foreach (var rate in (double[])[0, 0.001, 0.01, 0.1, 0.5])
                Assert.Equal(AcceptedBySearch(pairs, rate), Count(VerificationStatistics.AcceptedAt(pairs, rate)));
        }
    }

    [Fact]
    public void The_equal_error_is_where_two_exhaustive_counts_meet()
    {
        foreach (var seed in Enumerable.Range(0, 10))
        {
            var pairs = Draw(seed, 300, distance: 1, missing: 0);
            var candidates = pairs.Select(pair => pair.Similarity!.Value).Distinct().Select(threshold => (
                Rejected: (double)pairs.Count(pair => pair.Same && pair.Similarity < threshold) / pairs.Count(pair => pair.Same),
                Accepted: (double)pairs.Count(pair => !pair.Same && pair.Similarity >= threshold) / pairs.Count(pair => !pair.Same))).ToArray();
            var gap = candidates.Min(rates => Math.Abs(rates.Rejected - rates.Accepted));

            var error = VerificationStatistics.EqualErrorRate(pairs);

            Assert.Contains(candidates, rates =>
                Math.Abs(Math.Abs(rates.Rejected - rates.Accepted) - gap) < 1e-9 && Math.Abs((rates.Rejected + rates.Accepted) / 2 - error) < 1e-9);
        }
    }

    [Fact]
    public void Two_normal_distributions_err_as_their_distance_says()
    {
        // Two deviations apart, half way: the tail beyond one deviation is 15.87 %.
        var error = VerificationStatistics.EqualErrorRate(Draw(1, 40_000, distance: 2, missing: 0));

        Assert.InRange(error, 0.1587 - 0.006, 0.1587 + 0.006);
    }

    [Fact]
    public void Each_fold_is_judged_by_the_best_threshold_of_the_others()
    {
        // By hand. Fold 0 alone would choose any threshold in (0.1, 0.2]; fold 1 alone any in (0.6, 0.8].
        ScoredPair[] pairs =
        [
            new(true, 0.2f, 0), new(true, 0.9f, 0), new(false, 0.1f, 0),
            new(true, 0.8f, 1), new(true, 0.85f, 1), new(false, 0.6f, 1),
        ];

        // Fold 0 by 0.7: 0.2 is wrongly rejected. Fold 1 by 0.15: 0.6 is wrongly accepted.
        Assert.Equal([false, true, true, true, true, false], VerificationStatistics.RightInFolds(pairs));
    }

    [Fact]
    public void Ten_folds_give_what_an_exhaustive_search_for_each_gives()
    {
        var pairs = Draw(7, 100, distance: 1.5, missing: 0.05);

        var right = 0;
        for (var fold = 0; fold < 10; fold++)
        {
            var others = pairs.Where(pair => pair.Fold != fold && pair.Similarity is not null).ToArray();
            var sorted = others.Select(pair => pair.Similarity!.Value).Order().ToArray();
            var thresholds = sorted.Zip(sorted.Skip(1), (a, b) => (a + b) / 2).Prepend(float.NegativeInfinity).Append(float.PositiveInfinity);
            var best = thresholds.MaxBy(threshold => others.Count(pair => pair.Similarity >= threshold == pair.Same));
            right += pairs.Count(pair => pair.Fold == fold && pair.Similarity is not null && pair.Similarity >= best == pair.Same);
        }

        Assert.Equal(right, Count(VerificationStatistics.RightInFolds(pairs)));
    }

    [Fact]
    public void A_missing_face_is_a_wrong_answer_whoever_the_pair_shows()
    {
        ScoredPair[] pairs =
        [
            new(true, 0.9f, 0), new(false, 0.1f, 0), new(true, null, 0),
            new(true, 0.9f, 1), new(false, 0.1f, 1), new(false, null, 1),
        ];

        Assert.Equal([true, true, false, true, true, false], VerificationStatistics.RightInFolds(pairs));
        Assert.Equal([true, false, true], VerificationStatistics.AcceptedAt(pairs, 0));
    }

    private static int Count(bool[] cases) => cases.Count(hit => hit);

    private static int AcceptedBySearch(ScoredPair[] pairs, double rate)
    {
        var impostors = pairs.Count(pair => !pair.Same);
        return pairs.Select(pair => pair.Similarity ?? -2).Append(-3)
            .Where(threshold => pairs.Count(pair => !pair.Same && (pair.Similarity ?? -2) > threshold) <= rate * impostors)
            .Max(threshold => pairs.Count(pair => pair.Same && pair.Similarity > threshold));
    }

    /// <summary>Similarities of two normal distributions, some of them missing, in ten folds.</summary>
    private static ScoredPair[] Draw(int seed, int eachKind, double distance, double missing)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 2 * eachKind).Select(i => new ScoredPair(
            i % 2 == 0,
            random.NextDouble() < missing ? null : (float)(Math.Round((Normal(random) + (i % 2 == 0 ? distance : 0)) * 1000) / 5000),
            i / 2 % 10))];
    }

    // Box and Muller (1958).
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
