using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace CelebFunctions.Benchmarks.Matching;

/// <summary>Posts a photo to a service and measures.</summary>
internal sealed class PhotoCaller(int port, byte[] photo) : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
    };

    /// <summary>Milliseconds by step, as the service says, and <c>http</c> and <c>whole</c> as its caller sees it.</summary>
    public async Task<Dictionary<string, double>> MatchAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await PostAsync();
        var whole = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var node = JsonNode.Parse(answer)!;
        if (node["faces"]!.AsArray().Count != 1)
            throw new InvalidOperationException($"The service found {node["faces"]!.AsArray().Count} faces in the photo, which has one.");
        var steps = node["timings"]!.AsObject().ToDictionary(step => step.Key, step => (double)step.Value!);
        steps["http"] = whole - steps.Where(step => step.Key != "total").Sum(step => step.Value);
        steps["whole"] = whole;
        return steps;
    }

    /// <summary>Calls until the process answers, from its start on.</summary>
    public Task<double> FirstAnswerAsync(ChildProcess process, bool post) =>
        FirstAnswerAsync(process, post ? PostAsync : () => _http.GetByteArrayAsync("/"));

    /// <summary>Asks for a path until the process answers, from its start on.</summary>
    public Task<double> FirstAnswerAsync(ChildProcess process, string path) => FirstAnswerAsync(process, () => _http.GetByteArrayAsync(path));

    private static async Task<double> FirstAnswerAsync(ChildProcess process, Func<Task<byte[]>> call)
    {
        while (true)
        {
            try
            {
                await call();
                return Stopwatch.GetElapsedTime(process.Started).TotalMilliseconds;
            }
            catch (HttpRequestException refused) when (refused.StatusCode is null or HttpStatusCode.ServiceUnavailable)
            {
                if (process.HasExited)
                    throw await process.DiedAsync();
                if (Stopwatch.GetElapsedTime(process.Started) > StartPatience)
                    throw;
                await Task.Delay(1);
            }
        }
    }

    /// <summary>Calls from many callers at once, each anew when it has its answer.</summary>
    public async Task<LoadResult> LoadAsync(int callers, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        int done = 0, failed = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                try
                {
                    await PostAsync();
                    Interlocked.Increment(ref done);
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        })));
        return new(done, failed, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> PostAsync()
    {
        using var content = new ByteArrayContent(photo);
        content.Headers.ContentType = new("image/jpeg");
        using var response = await _http.PostAsync("/api/match", content);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }
}
