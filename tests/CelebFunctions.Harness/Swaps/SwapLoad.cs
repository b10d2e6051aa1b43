using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using CelebFunctions.Testing;

namespace CelebFunctions.Harness.Swaps;

/// <summary>Callers who send photos one after the other, and look at each answer.</summary>
internal sealed class SwapLoad(HttpClient client, int callers, IReadOnlyList<string[]> sets)
{
    private readonly byte[][] _photos = [.. new[] { "composite-1.jpg", "composite-2.jpg" }.Select(name => File.ReadAllBytes(Repository.Picture(name)))];

    /// <summary>What was wrong with calls.</summary>
    public ConcurrentBag<string> Failures { get; } = [];

    /// <summary>Sends photos for as long as some work takes.</summary>
    /// <param name="times">Gets the calls' milliseconds.</param>
    /// <param name="work">The work.</param>
    public async Task DuringAsync(ConcurrentBag<double> times, Func<Task> work)
    {
        using var stop = new CancellationTokenSource();
        var calls = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var photo = caller; !stop.IsCancellationRequested; photo++)
                await CallAsync(_photos[photo % _photos.Length], times);
        })).ToArray();
        try
        {
            await work();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(calls);
        }
    }

    private async Task CallAsync(byte[] photo, ConcurrentBag<double> times)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var content = new ByteArrayContent(photo);
            using var answer = await client.PostAsync("/api/match", content);
            var text = await answer.Content.ReadAsStringAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!answer.IsSuccessStatusCode)
                Failures.Add($"{(int)answer.StatusCode}: {text}");
            else if (Names(text) is var names && !sets.Any(names.SequenceEqual))
                Failures.Add($"An answer of no one set: {string.Join(", ", names)}");
        }
        catch (HttpRequestException exception)
        {
            Failures.Add(exception.Message);
        }
    }

    private static string[] Names(string answer) => [.. JsonNode.Parse(answer)!["models"]!.AsObject().Select(model => (string)model.Value!)];
}
