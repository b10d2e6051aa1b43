using Xunit.Abstractions;

namespace CelebFunctions.Tests.Canaries;

public sealed class CanaryJudgeTests(ITestOutputHelper output)
{
    private const int Runs = 20, Photos = 500;

    // What a canary is mostly given.
    private const double Tenth = 0.1;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_canary_that_takes_thirty_percent_longer_is_vetoed_within_500_of_its_photos_in_19_of_20_runs(double share) =>
        AssertVetoed("ms a photo", seed => new(seed, share) { Slowness = 1.3 });

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void A_canary_that_fails_two_of_a_hundred_photos_is_vetoed_within_500_of_them_in_19_of_20_runs(double share) =>
        AssertVetoed("failed", seed => new(seed, share) { CanaryErrors = 0.02 });

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void A_canary_whose_vectors_are_turned_against_its_gallery_is_vetoed_within_500_photos_in_19_of_20_runs(double share) =>
        AssertVetoed("vectors and gallery", seed => new(seed, share) { Turned = true });

    [Fact]
    public void A_canary_that_overlooks_faces_is_vetoed_within_500_photos_in_19_of_20_runs() =>
        AssertVetoed("matched nobody", seed => new(seed, Tenth) { CanaryFaceless = 0.15 });

    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.1, 0.01)]
    [InlineData(0.5, 0.001)]
    public void A_good_canary_is_vetoed_in_none_of_20_runs_of_5000_photos_with_a_look_after_each_twenty_fifth(double share, double errors) =>
        Assert.All(Enumerable.Range(1, Runs), seed => Assert.Null(new SimulatedTrial(seed, share) { CanaryErrors = errors, ActiveErrors = errors }.Run(5000)));

    [Fact]
    public void A_canary_that_takes_five_percent_longer_is_good_enough() =>
        Assert.All(Enumerable.Range(1, Runs), seed => Assert.Null(new SimulatedTrial(seed, Tenth) { Slowness = 1.05 }.Run(2000)));

    private void AssertVetoed(string reason, Func<int, SimulatedTrial> trialOf)
    {
        var verdicts = Enumerable.Range(1, Runs).Select(seed => trialOf(seed).Run(Photos)).ToArray();

        output.WriteLine(string.Join(' ', verdicts.Select(verdict => $"{verdict?.Photos}")));
        Assert.True(verdicts.Count(verdict => verdict is not null) >= Runs - 1, $"Vetoed in {verdicts.Count(verdict => verdict is not null)} of {Runs} runs.");
        Assert.All(verdicts.OfType<(int Photos, string Reason)>(), verdict => Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal));
    }
}
