using CelebFunctions.Batches.Webhooks;

namespace CelebFunctions.Batches.Tests.Webhooks;

public sealed class WebhookScheduleTests
{
    // The spec's table, from its second row on.
    private static readonly double[] Published = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

    [Fact]
    public void Tries_follow_the_published_schedule_give_or_take_a_fifth()
    {
        var seen = new List<double>();
        for (var seed = 0; seed < 50; seed++)
        {
            var schedule = new WebhookSchedule(WebhookSchedule.Standard, new(seed));
            for (var attempt = 1; attempt <= Published.Length; attempt++)
            {
                var wait = schedule.After(attempt, null)!.Value.TotalSeconds;
                Assert.InRange(wait / Published[attempt - 1], 0.8, 1.2);
                seen.Add(wait / Published[attempt - 1]);
            }
            Assert.Null(schedule.After(10, null));
        }
        Assert.True(seen.Max() - seen.Min() > 0.3);
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(1, 5)]
    [InlineData(-1000, 5)]
    [InlineData(100_000_000, 86_400)]
    public void A_receiver_may_ask_for_a_longer_wait_up_to_a_day(int asked, int seconds) =>
        Assert.Equal(
            seconds,
            new WebhookSchedule(WebhookSchedule.Standard, new Middle()).After(1, TimeSpan.FromSeconds(asked))!.Value.TotalSeconds,
            0.001);

    private sealed class Middle : Random
    {
        public override double NextDouble() => 0.5;
    }
}
