using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CelebFunctions.Benchmarks.Endurance;
using CelebFunctions.Benchmarks.Matching;
using CelebFunctions.LocalHost;

namespace CelebFunctions.Benchmarks.Sustained;

/// <summary>The app in a process of its own, called as by many people: photos of several sizes and formats, some of them damaged.</summary>
internal sealed class SustainedService : IDisposable
{
    // One bad photo in so many.
    private const int BadEvery = 10;

    private readonly ChildProcess _process;
    private readonly HttpClient _http;
    private readonly byte[][] _good, _bad;
    private int _next;

    private SustainedService(ChildProcess process, int port)
    {
        var face = File.ReadAllBytes(Repository.At("docs", "pictures", "composite-1.jpg"));
        (_good, _bad) = ([.. EndurancePhotos.Good(face), File.ReadAllBytes(Repository.At("docs", "pictures", "group.jpg"))], [.. EndurancePhotos.Bad(face)]);
        (_process, _http) = (process, new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) });
    }

    public double ResidentMegabytes => _process.ProportionalBytes() / 1024.0 / 1024.0;

    public static async Task<SustainedService> StartAsync()
    {
        var program = typeof(FunctionsHost).Assembly.Location;
        var port = ChildProcess.FreePort();
        var process = new ChildProcess("dotnet", Path.GetDirectoryName(program)!, program, "--port", port.ToString(CultureInfo.InvariantCulture), "--no-azurite");
        process.IgnoreOutput();
        using (var caller = new PhotoCaller(port, []))
            await caller.FirstAnswerAsync(process, "/api/health/ready");
        return new(process, port);
    }

    /// <summary>Calls for a while.</summary>
    /// <param name="callers">At once.</param>
    /// <param name="time">For so long.</param>
    /// <param name="onlyGood">No damaged photos, and all of one kind: to know what one call takes.</param>
    public async Task<IReadOnlyList<SustainedCall>> CallAsync(int callers, TimeSpan time, bool onlyGood = false)
    {
        var calls = new ConcurrentQueue<SustainedCall>();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                var number = Interlocked.Increment(ref _next);
                var bad = !onlyGood && number % BadEvery == 0;
                var at = Stopwatch.GetElapsedTime(started);
                var failed = !await DoneAsync(bad ? _bad[number / BadEvery % _bad.Length] : _good[number % _good.Length], bad);
                calls.Enqueue(new(at, (Stopwatch.GetElapsedTime(started) - at).TotalMilliseconds, failed));
            }
        })));
        return [.. calls];
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    private async Task<bool> DoneAsync(byte[] photo, bool bad)
    {
        try
        {
            using var content = new ByteArrayContent(photo);
            using var answer = await _http.PostAsync("/api/match?top=3", content);
            await answer.Content.ReadAsByteArrayAsync();
            return bad ? (int)answer.StatusCode is 413 or 415 or 422 or 400 : answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
