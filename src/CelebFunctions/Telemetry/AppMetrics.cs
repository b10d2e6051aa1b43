using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CelebFunctions.Telemetry;

/// <summary>What is measured of the app as a whole; docs/telemetry.md lists it.</summary>
public sealed class AppMetrics
{
    private readonly Histogram<double> _start;

    public AppMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _start = meters.Create(AppTraces.Name).CreateHistogram(
            "celeb.start.duration", "s", "From the start of the process to loaded models: what a cold start adds to the first call.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30] });
    }

    /// <summary>The models are loaded; told once a process.</summary>
    internal void Started(DateTimeOffset now)
    {
        using var process = Process.GetCurrentProcess();
        _start.Record((now - process.StartTime.ToUniversalTime()).TotalSeconds);
    }
}
