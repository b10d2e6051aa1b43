using System.Globalization;
using System.Text.Json;

namespace CelebFunctions.Benchmarks.Sustained;

/// <summary>More callers than cores: nobody is turned away, and nobody waits longer than the others before them take.</summary>
internal static class LoadTest
{
    /// <summary>Fewer than one call in a hundred may fail.</summary>
    private const double MostFailed = 0.01;

    /// <summary>
    /// The 95th percentile may be so many times what it would be if calls shared the cores evenly: seconds differ from machine
    /// to machine, this does not.
    /// </summary>
    private const double MostWaiting = 2;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5), Alone = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(SustainedOptions options)
    {
        using var service = await SustainedService.StartAsync();
        await service.CallAsync(1, Warm);
        var alone = Of(await service.CallAsync(1, Alone));
        var calls = await service.CallAsync(options.Callers, options.Time);

        var loaded = Of(calls);
        var failed = (double)calls.Count(call => call.Failed) / calls.Count;
        var limit = MostWaiting * alone.P95 * Math.Max(1, (double)options.Callers / Environment.ProcessorCount);
        var (fewFailed, quick) = (failed < MostFailed, loaded.P95 <= limit);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {options.Callers} callers for {options.Time.TotalMinutes:0.#} min, one photo in ten damaged, {Environment.ProcessorCount} cores | | asked | shown |
            |---|---|---|---|
            | calls a second | {calls.Count / options.Time.TotalSeconds:0.0} | | |
            | failed | {100 * failed:0.00} % of {calls.Count:N0} | < 1 % | {Verdict(fewFailed)} |
            | one caller alone, ms p50 / p95 | {alone.Median:0.0} / {alone.P95:0.0} | | |
            | p50 / p95, ms | {loaded.Median:0.0} / {loaded.P95:0.0} | p95 ≤ 2 × alone × callers / cores = {limit:0} | {Verdict(quick)} |
            | resident MB at the end | {service.ResidentMegabytes:0} | | |
            """));
        if (options.Json is { } json)
        {
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(
                new { options.Callers, Minutes = options.Time.TotalMinutes, Calls = calls.Count, FailedShare = failed, AloneP95 = alone.P95, P50 = loaded.Median, loaded.P95, Limit = limit }, Indented) + "\n");
        }
        return fewFailed && quick ? 0 : 1;
    }

    private static Samples Of(IEnumerable<SustainedCall> calls)
    {
        var samples = new Samples();
        foreach (var call in calls.Where(call => !call.Failed))
            samples.Add(call.Milliseconds);
        return samples;
    }

    private static string Verdict(bool shown) => shown ? "yes" : "NO";
}
