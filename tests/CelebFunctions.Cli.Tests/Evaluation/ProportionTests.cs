using CelebFunctions.Cli.Evaluation;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class ProportionTests
{
    [Theory]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)] // Newcombe (1998), table I
    public void Intervals_are_those_of_published_tables(int hits, int of, double low, double high)
    {
        var interval = Proportion.Interval(hits, of);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Each_end_is_the_share_from_which_the_observed_one_is_just_plausible()
    {
        const int hits = 4321, of = 6000;
        var (low, high) = Proportion.Interval(hits, of);

        foreach (var end in (double[])[low, high])
        {
            var deviation = Math.Sqrt(end * (1 - end) / of);
            Assert.Equal(1.96, Math.Abs((double)hits / of - end) / deviation, 3);
        }
    }

    [Fact]
    public void Nothing_measured_says_nothing() => Assert.Equal((0, 1), Proportion.Interval(0, 0));
}
