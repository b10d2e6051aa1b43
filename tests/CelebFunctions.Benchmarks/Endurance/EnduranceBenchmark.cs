using System.Globalization;
using CelebFunctions.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Benchmarks.Endurance;

/// <summary>
/// 2,000 alternating good and bad photos through HTTP: how much more memory the process holds at the end than after the
/// first 200. Service and caller share the process, so that garbage can be collected before each look.
/// </summary>
internal static class EnduranceBenchmark
{
    private const int Photos = 2_000;
    private const int Warm = 200;
    private const int Looks = 20;

    public static async Task<int> RunAsync()
    {
        var face = await File.ReadAllBytesAsync(Repository.At("docs", "pictures", "composite-1.jpg"));
        var (good, bad) = (EndurancePhotos.Good(face), EndurancePhotos.Bad(face));
        await using var app = FunctionsHost.Create(["--port", "0"], typeof(App).Assembly, builder =>
        {
            builder.Services.AddCelebFunctions();
            builder.Logging.ClearProviders();
        });
        await app.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };

        var answers = new SortedDictionary<int, int>();
        double before = 0;
        for (var i = 0; i < Photos; i++)
        {
            if (i == Warm)
                before = ResidentMegabytes();
            using var content = new ByteArrayContent(i % 2 == 0 ? good[i / 2 % good.Count] : bad[i / 2 % bad.Count]);
            using var answer = await http.PostAsync("/api/match", content);
            var status = (int)answer.StatusCode;
            answers[status] = answers.GetValueOrDefault(status) + 1;
            if (status == 200 != (i % 2 == 0))
                throw new InvalidOperationException($"Photo {i} was answered with {status}: {await answer.Content.ReadAsStringAsync()}");
        }

        var after = ResidentMegabytes();
        var ratio = after / before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {Photos:N0} photos, every other one bad | |
            |---|---|
            | answers | {string.Join(", ", answers.Select(answer => $"{answer.Value} × {answer.Key}"))} |
            | resident after {Warm}, median of {Looks} after a collection | {before:F1} MB |
            | resident at the end | {after:F1} MB |
            | ratio, asked ≤ 1.05 | {ratio:F3} |
            """));
        return ratio <= 1.05 ? 0 : 1;
    }

    private static double ResidentMegabytes()
    {
        var looks = new Samples();
        for (var i = 0; i < Looks; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            looks.Add(Environment.WorkingSet / 1024.0 / 1024.0);
        }
        return looks.Median;
    }
}
