using CelebFunctions.Canaries;

namespace CelebFunctions.Tests.Canaries;

/// <summary>The formulas, each held against the same thing computed another way.</summary>
public sealed class EvidenceTests
{
    [Theory]
    [InlineData(4, 500, 0, 4500, 1)]
    [InlineData(12, 500, 31, 4500, 1)]
    [InlineData(60, 400, 300, 3600, 1.25)]
    public void Evidence_of_more_events_is_the_likelihood_averaged_over_all_shares(long events, long photos, long otherEvents, long otherPhotos, double allowed)
    {
        var expected = allowed * photos / (allowed * photos + otherPhotos);
        const int Steps = 200_000;
        var mean = Enumerable.Range(0, Steps).Select(i => (i + 0.5) / Steps).Average(share =>
            Math.Exp(events * Math.Log(share / expected) + otherEvents * Math.Log((1 - share) / (1 - expected))));

        Assert.Equal(Math.Log(mean), Evidence.OfMoreEvents(events, photos, otherEvents, otherPhotos, allowed), 4);
    }

    [Fact]
    public void Evidence_of_ranks_is_that_of_all_pairs_compared_one_by_one()
    {
        var random = new Random(3);
        int[] high = [.. Enumerable.Range(0, 120).Select(_ => random.Next(3, 12))], low = [.. Enumerable.Range(0, 700).Select(_ => random.Next(0, 10))];
        var pushed = low.Select(value => Math.Min(value + 1, 15)).ToArray();

        double wins = high.Sum(mine => pushed.Sum(theirs => mine > theirs ? 1 : mine == theirs ? 0.5 : 0));
        double n = high.Length, m = pushed.Length, all = n + m;
        var ties = high.Concat(pushed).GroupBy(value => value).Sum(group => Math.Pow(group.Count(), 3) - group.Count());
        var z = (wins - n * m / 2) / Math.Sqrt(n * m / 12 * (all + 1 - ties / (all * (all - 1))));
        var ratio = n * m / all / 100;

        Assert.True(z > 0);
        Assert.Equal(z * z * ratio / (2 * (1 + ratio)) - Math.Log(1 + ratio) / 2, Evidence.OfHigher(Histogram(high), Histogram(low), 1), 9);
    }

    [Fact]
    public void What_is_pushed_over_the_last_step_stays_there() =>
        Assert.Equal(0, Evidence.OfHigher(Histogram([.. Enumerable.Repeat(15, 100)]), Histogram([.. Enumerable.Repeat(14, 100)]), 3));

    [Fact]
    public void Whoever_looks_after_each_photo_is_still_wrong_in_one_of_a_hundred_at_most()
    {
        // Both sets alike, nothing allowed: the hardest case, at ln(100).
        var wrong = Enumerable.Range(1, 300).Count(seed =>
        {
            var random = new Random(seed);
            var (mine, theirs) = (new long[16], new long[16]);
            var (events, photos, otherEvents, otherPhotos) = (0L, 0L, 0L, 0L);
            for (var photo = 0; photo < 2000; photo++)
            {
                var step = random.Next(2, 12);
                var failed = random.NextDouble() < 0.05 ? 1 : 0;
                if (random.NextDouble() < 0.2)
                {
                    (mine[step], events, photos) = (mine[step] + 1, events + failed, photos + 1);
                    if (Evidence.OfHigher(mine, theirs, 0) > Math.Log(100) || Evidence.OfMoreEvents(events, photos, otherEvents, otherPhotos, 1) > Math.Log(100))
                        return true;
                }
                else
                {
                    (theirs[step], otherEvents, otherPhotos) = (theirs[step] + 1, otherEvents + failed, otherPhotos + 1);
                }
            }
            return false;
        });

        // Two questions at one in a hundred each: six of three hundred expected at the very most.
        Assert.InRange(wrong, 0, 6);
    }

    [Theory]
    [InlineData(0.05, 0.1)]
    [InlineData(25, 25)]
    [InlineData(700, 700)]
    public void A_step_of_time_is_within_ten_percent(double milliseconds, double median)
    {
        var arm = new Arm();
        arm.Answered(TimeSpan.FromMilliseconds(milliseconds), 50);

        Assert.InRange(Latency.Median(arm.Counts.Latencies) / median, 1 / 1.1, 1.1);
    }

    private static long[] Histogram(int[] values)
    {
        var counts = new long[16];
        foreach (var value in values)
            counts[value]++;
        return counts;
    }
}
