using CelebFunctions.Cli.Plans;
using CsCheck;

namespace CelebFunctions.Cli.Tests.Plans;

public sealed class PlanTests
{
    private static readonly PlanInputs Inputs = new() { RequestsPerMonth = 1_000_000, Milliseconds = 50, DownloadMegabytes = 4, PhotoKilobytes = 300 };

    [Fact]
    public void A_million_photos_cost_what_the_price_lists_say()
    {
        var plan = Plan.For(Inputs);

        // Billed for a second of 2 GB each: (2,000,000 - 100,000) × 0.000026 + 0.75 × 0.40.
        Assert.Equal(49.40 + 0.30, Of(plan, Plan.Functions).DollarsAMonth, 6);
        // A million in thirty days are 0.386 a second, ten times that in the busiest minute, 50 ms each: a fifth of a core.
        Assert.Equal(62, Of(plan, Plan.Server).DollarsAMonth, 6);
        Assert.Equal(1_000, Of(plan, Plan.Hosted).DollarsAMonth, 6);
        // 4 GB leave the data centre: within the free 100.
        Assert.Equal(0, Of(plan, Plan.Device).DollarsAMonth, 6);
        // 300 kB over 10 Mbit/s take 240 ms.
        Assert.Equal([60 + 240 + 50, 60 + 240 + 50, 60 + 240 + 300, 100], plan.Choices.Select(choice => Math.Round(choice.Milliseconds, 6)));
    }

    [Fact]
    public void More_photos_than_a_server_bears_take_more_servers()
    {
        // 100 million: 38.6 a second, 386 in the busiest minute, 19.3 cores at 70 %: 28.
        var plan = Plan.For(Inputs with { RequestsPerMonth = 100_000_000 });

        Assert.Equal(28 * 62, Of(plan, Plan.Server).DollarsAMonth, 6);
    }

    [Fact]
    public void At_a_break_even_the_other_way_is_cheaper_and_just_before_it_was_not() => (
        from milliseconds in Gen.Double[5, 2_000]
        from server in Gen.Double[5, 500]
        from hosted in Gen.Double[0.1, 5]
        from leastBilled in Gen.Double[50, 1_000]
        select Inputs with { Milliseconds = milliseconds, ServerPrice = server, HostedThousandPrice = hosted, LeastBilledMilliseconds = leastBilled })
        .Sample(inputs =>
        {
            foreach (var point in Plan.For(inputs).BreakEvens)
            {
                Assert.True(Gain(inputs, point, point.RequestsPerMonth) > 0, $"{point} with {inputs}");
                Assert.True(point.RequestsPerMonth <= 2 || Gain(inputs, point, point.RequestsPerMonth - 2) <= 0, $"{point} with {inputs}");
            }
        }, iter: 50);

    private static double Gain(PlanInputs inputs, BreakEven point, double requests)
    {
        var plan = Plan.For(inputs with { RequestsPerMonth = requests });
        return Of(plan, point.Than).DollarsAMonth - Of(plan, point.Cheaper).DollarsAMonth;
    }

    private static PlanChoice Of(Plan plan, string name) => plan.Choices.Single(choice => choice.Name == name);
}
