using CelebFunctions.Cli.Evaluation;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void Two_runs_on_the_same_cases_differ_within_the_interval_of_the_paired_normal_approximation()
    {
        // 1,000 cases: 40 won, 20 lost, the others alike.
        var before = Enumerable.Range(0, 1000).Select(i => i is < 20 or >= 500).ToArray();
        var after = Enumerable.Range(0, 1000).Select(i => i is >= 20 and < 60 or >= 500).ToArray();

        var difference = Assert.Single(PairedBootstrap.Compare(Result(before), Result(after)));

        var deviation = Math.Sqrt((60 / 1000.0 - 0.02 * 0.02) / 1000);
        Assert.Equal((0.52, 0.54, 1000), (difference.Before, difference.After, difference.Of));
        Assert.Equal(0.02 - 1.96 * deviation, difference.Low, 0.002);
        Assert.Equal(0.02 + 1.96 * deviation, difference.High, 0.002);
    }

    [Fact]
    public void Runs_on_other_cases_are_not_compared() =>
        Assert.Empty(PairedBootstrap.Compare(Result(new bool[10]), Result(new bool[11])));

    [Fact]
    public void A_mean_over_people_has_the_interval_of_its_standard_error()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 400).Select(_ => random.NextDouble()).ToArray();

        var (low, high) = PeopleBootstrap.Interval(400, drawn => values.Select((value, i) => value * drawn[i]).Sum() / 400);

        var mean = values.Average();
        var error = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / 400);
        Assert.Equal(mean - 1.96 * error, low, 0.4 * error);
        Assert.Equal(mean + 1.96 * error, high, 0.4 * error);
    }

    private static EvaluationResult Result(bool[] cases) => new("detector@1.0.0", "embedder@1.0.0", "space", [Figure.Share("gallery", "first", cases)]);
}
