using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CelebFunctions.Benchmarks.Starting;

/// <summary>
/// An app that was deployed, called as callers do: whether it answers, how long it takes, whether the first call started an
/// instance, and how much memory it has. The function key comes from the environment, <c>CELEB_KEY</c>.
/// </summary>
internal static class DeployedTest
{
    private const int Calls = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="app">Where it is.</param>
    /// <param name="memory">A command for the shell that prints the app's resident bytes; null where nobody knows.</param>
    public static async Task<int> RunAsync(Uri app, string? memory)
    {
        using var http = new HttpClient { BaseAddress = app, Timeout = Patience };
        if (Environment.GetEnvironmentVariable("CELEB_KEY") is { Length: > 0 } key)
            http.DefaultRequestHeaders.Add("x-functions-key", key);
        if (Environment.GetEnvironmentVariable("CELEB_CLIENT_KEY") is { Length: > 0 } client)
            http.DefaultRequestHeaders.Add("x-client-key", client);
        var (face, other) = (await PictureAsync("composite-1.jpg"), await PictureAsync("composite-2.jpg"));

        Console.WriteLine("| call | cold, ms | warm, ms p50 / p95 | of it the app, ms p50 | memory, MB | shown |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var all = true;
        all &= await ShowAsync("GET health/ready", () => new(HttpMethod.Get, "/api/health/ready"), answer => (string?)answer["status"] == "ready");
        all &= await ShowAsync("POST match", () => new(HttpMethod.Post, "/api/match?top=3") { Content = new ByteArrayContent(face) }, answer => answer["faces"]!.AsArray().Count == 1);
        all &= await ShowAsync("POST compare", () => new(HttpMethod.Post, "/api/compare") { Content = Two() }, answer => answer["percent"] is not null);
        all &= await ShowAsync("GET galleries", () => new(HttpMethod.Get, "/api/galleries"), answer => answer["galleries"]!.AsArray().Count > 0);
        all &= await AlbumAsync();
        return all ? 0 : 1;

        MultipartFormDataContent Two() => new() { { new ByteArrayContent(face), "first", "1.jpg" }, { new ByteArrayContent(other), "second", "2.jpg" } };

        async Task<bool> ShowAsync(string name, Func<HttpRequestMessage> call, Func<JsonNode, bool> isRight)
        {
            var (warm, inside, cold, right) = (new Samples(), new Samples(), 0.0, true);
            for (var i = 0; i <= Calls; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var answer = await SendAsync(call());
                var taken = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                right &= answer is not null && isRight(answer);
                if (i == 0)
                    cold = taken;
                else
                    warm.Add(taken);
                if (i > 0 && answer?["timings"]?["total"] is { } total)
                    inside.Add((double)total);
            }
            var megabytes = await MemoryAsync(memory);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {cold:0} | {warm.Median:0} / {warm.P95:0} | {(inside.Count > 0 ? $"{inside.Median:0}" : "")} | {megabytes} | {(right ? "yes" : "NO")} |"));
            return right;
        }

        async Task<bool> AlbumAsync()
        {
            var started = Stopwatch.GetTimestamp();
            using var album = new MultipartFormDataContent { { new ByteArrayContent(face), "photo", "1.jpg" }, { new ByteArrayContent(other), "photo", "2.jpg" } };
            var batch = await SendAsync(new(HttpMethod.Post, "/api/batches") { Content = album });
            var now = batch;
            while ((string?)now?["state"] is "running" && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                now = await SendAsync(new(HttpMethod.Get, $"/api/batches/{batch!["id"]}"));
            }
            var right = (string?)now?["state"] == "succeeded" && (int)now["failed"]! == 0;
            var (taken, megabytes) = (Stopwatch.GetElapsedTime(started).TotalMilliseconds, await MemoryAsync(memory));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| POST batches, two photos to their results | {taken:0} | | | {megabytes} | {(right ? "yes" : "NO")} |"));
            if (batch is not null)
                await SendAsync(new(HttpMethod.Delete, $"/api/batches/{batch["id"]}"));
            return right;
        }

        async Task<JsonNode?> SendAsync(HttpRequestMessage request)
        {
            using (request)
            {
                // What a caller may do again after a 429 or 503, and while an instance starts.
                request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.CreateVersion7().ToString());
                using var answer = await http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if (!answer.IsSuccessStatusCode)
                    Console.Error.WriteLine($"{request.Method} {request.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {text}");
                return answer.IsSuccessStatusCode && text.Length > 0 ? JsonNode.Parse(text) : null;
            }
        }
    }

    private static Task<byte[]> PictureAsync(string name) => File.ReadAllBytesAsync(Repository.At("docs", "pictures", name));

    private static async Task<string> MemoryAsync(string? command)
    {
        if (command is null)
            return "";
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var said = (await shell.StandardOutput.ReadToEndAsync()).Trim();
        await shell.WaitForExitAsync();
        return double.TryParse(said, CultureInfo.InvariantCulture, out var bytes) ? (bytes / 1024 / 1024).ToString("0", CultureInfo.InvariantCulture) : "";
    }
}
