using System.Diagnostics.Metrics;
using CelebFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Tests.Telemetry;

public sealed class MetricTests
{
    [Fact]
    public void Each_instrument_of_the_app_has_its_row_in_the_documentation_with_its_unit()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        _ = new AppMetrics(meters);
        var instruments = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Scope == meters)
                    instruments.Add($"{instrument.Name} {instrument.Unit}");
            },
        };
        listener.Start();

        Assert.NotEmpty(instruments);
        Assert.Equal(
            instruments.Order(StringComparer.Ordinal),
            File.ReadLines(Path.Combine(Repository.Root, "docs", "telemetry.md"))
                .Where(line => line.StartsWith("| `celeb.", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Where(cells => cells[2].StartsWith('`'))
                .Select(cells => $"{cells[1].Trim('`')} {cells[2].Trim('`')}")
                .Order(StringComparer.Ordinal));
    }
}
