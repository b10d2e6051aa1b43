using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CelebFunctions.Benchmarks.Sustained;

/// <summary>Calls for an hour: the line of the memory that the process keeps between calls is flat.</summary>
internal static class SoakTest
{
    private const double MostFailed = 0.01;

    /// <summary>What the line may rise from end to end, as a share of its mean: what an hour adds, a day would add 24 times.</summary>
    private const double MostRise = 0.05;

    // Until caches and pools are full, memory grows as it should.
    private const double Settling = 0.25;

    private const string Bars = "▁▂▃▄▅▆▇█";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(SustainedOptions options)
    {
        using var service = await SustainedService.StartAsync();
        var calls = new List<SustainedCall>();
        var looks = new List<(double Minute, double Megabytes)>();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < options.Time;)
        {
            var started = clock.Elapsed;
            calls.AddRange((await service.CallAsync(options.Callers, BetweenLooks)).Select(call => call with { At = started + call.At }));
            // While nobody calls: a large photo's decoder holds 100 MB for as long as it works, which is no growth.
            looks.Add((clock.Elapsed.TotalMinutes, service.ResidentMegabytes));
        }

        var settled = looks.Where(look => look.Minute >= Settling * options.Time.TotalMinutes).ToList();
        var mean = settled.Average(look => look.Megabytes);
        var rise = Slope(settled) * (1 - Settling) * options.Time.TotalMinutes / mean;
        var failed = (double)calls.Count(call => call.Failed) / calls.Count;
        var (fewFailed, flat) = (failed < MostFailed, rise <= MostRise);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {options.Callers} callers for {options.Time.TotalMinutes:0.#} min, one photo in ten damaged | | asked | shown |
            |---|---|---|---|
            | calls | {calls.Count:N0} | | |
            | failed | {100 * failed:0.00} % | < 1 % | {(fewFailed ? "yes" : "NO")} |
            | resident MB: mean after the first quarter, lowest, highest | {mean:0}, {settled.Min(look => look.Megabytes):0}, {settled.Max(look => look.Megabytes):0} | | |
            | rise of the fitted line after the first quarter | {100 * rise:0.0} % | ≤ 5 % | {(flat ? "yes" : "NO")} |

            {Drawn(looks)}
            """));
        if (options.Json is { } json)
        {
            var minutes = looks.GroupBy(look => (int)look.Minute).Select(minute => new
            {
                Minute = minute.Key,
                ResidentMegabytes = Math.Round(minute.Average(look => look.Megabytes), 1),
                Calls = calls.Count(call => (int)call.At.TotalMinutes == minute.Key),
                Failed = calls.Count(call => (int)call.At.TotalMinutes == minute.Key && call.Failed),
            });
            await File.WriteAllTextAsync(json, JsonSerializer.Serialize(
                new { options.Callers, Minutes = options.Time.TotalMinutes, Calls = calls.Count, FailedShare = failed, MeanMegabytes = mean, RiseShare = rise, Line = minutes }, Indented) + "\n");
        }
        return fewFailed && flat ? 0 : 1;
    }

    /// <summary>Of the line of least squares, in megabytes a minute.</summary>
    private static double Slope(List<(double Minute, double Megabytes)> looks)
    {
        double x = looks.Average(look => look.Minute), y = looks.Average(look => look.Megabytes);
        var squares = looks.Sum(look => (look.Minute - x) * (look.Minute - x));
        return squares > 0 ? looks.Sum(look => (look.Minute - x) * (look.Megabytes - y)) / squares : 0;
    }

    // From nothing up, so that a line that looks flat is flat.
    private static string Drawn(List<(double Minute, double Megabytes)> looks)
    {
        var most = looks.Max(look => look.Megabytes);
        return string.Concat(looks.Chunk(Math.Max(1, looks.Count / 60)).Select(some => Bars[(int)Math.Round(some.Average(look => look.Megabytes) / most * (Bars.Length - 1))]))
            + string.Create(CultureInfo.InvariantCulture, $"  0 to {most:0} MB");
    }
}
