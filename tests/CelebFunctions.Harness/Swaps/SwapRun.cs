using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CelebFunctions.LocalHost;
using CelebFunctions.Serving;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Harness.Swaps;

/// <summary>
/// Swaps all models again and again while callers send photos: each time the feed is read, verified and fetched, the set
/// loaded, proved, warmed up and swapped, and the old one freed. App and callers share the process, so that garbage can be
/// collected before memory is looked at.
/// </summary>
internal sealed class SwapRun(int swaps, int callers, TimeSpan between, TimeSpan calm)
{
    private const int Early = 10, Looks = 20;

    private const double MostSlower = 1.5, MostMemory = 1.05;

    /// <summary>Runs it.</summary>
    /// <returns>0 where all is as it must be.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var feed = await SwapFeed.CreateAsync(swaps + 1, cancellationToken);
        await using var app = FunctionsHost.Create(["--port", "0"], typeof(App).Assembly, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Celeb:Serving:Feed"] = feed.Folder,
                ["Celeb:Serving:RootKey"] = feed.RootKey,
                ["Celeb:Serving:Store"] = feed.Store,
                // Looked at by hand, once a swap.
                ["Celeb:Serving:RefreshSeconds"] = "86400",
            });
            builder.Services.AddCelebFunctions();
            builder.Logging.ClearProviders();
        });
        await app.StartAsync(cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(app.Urls.First()) };
        var load = new SwapLoad(client, callers, feed.Sets);
        var (calmTimes, swapTimes, looks) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new List<double>());
        var models = app.Services.GetRequiredService<ServingModels>();
        (await models.LeaseAsync(cancellationToken)).Dispose();

        await load.DuringAsync([], () => Task.Delay(TimeSpan.FromSeconds(3), cancellationToken));
        await load.DuringAsync(calmTimes, () => Task.Delay(calm / 2, cancellationToken));
        await load.DuringAsync(swapTimes, () => SwapAsync(1, Math.Min(Early, swaps)));
        var early = ResidentMegabytes();
        await load.DuringAsync(swapTimes, () => SwapAsync(Early + 1, swaps));
        var late = ResidentMegabytes();
        await load.DuringAsync(calmTimes, () => Task.Delay(calm / 2, cancellationToken));

        foreach (var failure in load.Failures.Distinct().Take(5))
            Console.WriteLine(failure);
        var (usual, under) = (Percentile(calmTimes, 0.99), Percentile(swapTimes, 0.99));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {swaps} swaps, one each {between.TotalSeconds:0.##} s, {callers} callers | without | with | asked |
            |---|---|---|---|
            | calls | {calmTimes.Count} | {swapTimes.Count} | |
            | failed, or of no one set | | {load.Failures.Count} | 0 |
            | p50, ms | {Percentile(calmTimes, 0.5):0.0} | {Percentile(swapTimes, 0.5):0.0} | |
            | p99, ms | {usual:0.0} | {under:0.0}, {under / usual:0.00} × | ≤ {MostSlower} × |
            | resident, MB, after {Early} swaps and at the end | {early:0.0} | {late:0.0}, {late / early:0.000} × | ≤ {MostMemory} × |
            | from the signed set to the swap, ms, p50 / p99 | | {Percentile(looks, 0.5):0} / {Percentile(looks, 0.99):0} | |
            """));
        return load.Failures.IsEmpty && under <= MostSlower * usual && late <= MostMemory * early ? 0 : 1;

        async Task SwapAsync(int first, int last)
        {
            var refresh = app.Services.GetRequiredService<ModelRefresh>();
            var started = Stopwatch.GetTimestamp();
            for (var swap = first; swap <= last; swap++)
            {
                var rest = between * (swap - first) - Stopwatch.GetElapsedTime(started);
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest, cancellationToken);
                await feed.TurnAsync(swap, cancellationToken);
                var began = Stopwatch.GetTimestamp();
                await refresh.LookAsync(cancellationToken);
                looks.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (models.Feed is not { Reason: null } || models.Current!.Active.Set.Detector.Id != feed.Sets[swap % 2][0])
                    throw new InvalidOperationException($"Swap {swap} did not happen: {models.Feed?.Reason}");
            }
        }
    }

    private static double ResidentMegabytes()
    {
        var looks = new List<double>();
        for (var look = 0; look < Looks; look++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            // Aggressive: what the collector holds in reserve for the next load is given back before it is looked at.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            looks.Add(Environment.WorkingSet / 1024.0 / 1024.0);
        }
        return Percentile(looks, 0.5);
    }

    private static double Percentile(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length * share, sorted.Length - 1)];
    }
}
