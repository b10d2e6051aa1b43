using System.Diagnostics.Metrics;
using CelebFunctions.Batches.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Batches.Tests;

internal static class TestMetrics
{
    /// <summary>Metrics of one test alone.</summary>
    public static BatchMetrics New() => New(out _);

    /// <param name="meters">Tells them from those of other tests.</param>
    public static BatchMetrics New(out IMeterFactory meters)
    {
        meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new(meters);
    }
}
