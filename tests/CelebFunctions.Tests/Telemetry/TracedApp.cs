using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Serving;
using CelebFunctions.Tests.Albums;
using CelebFunctions.Tests.Jobs;

namespace CelebFunctions.Tests.Telemetry;

/// <summary>An app that did all that callers ask for, and is gone: its collector has what it told.</summary>
public sealed class TracedApp : IAsyncLifetime
{
    private const string FunctionKey = "function-key-1c6ee2f2b1", HookToken = "hook-token-7d2ab0";

    private string _clientKey = "";

    /// <summary>What must be in no telemetry, by what it is.</summary>
    internal static readonly Dictionary<string, Func<TracedApp, IEnumerable<byte[]>>> Secrets = new()
    {
        ["a piece of a photo"] = _ => Pieces(TestPhoto.Face, 16),
        ["a piece of a photo in base64"] = _ => Pieces(TestPhoto.Face, 18).Select(piece => Utf8(Convert.ToBase64String(piece))),
        ["an embedding"] = _ => Vectors().SelectMany(vector => Pieces(MemoryMarshal.AsBytes(vector).ToArray(), 16)),
        ["a number of an embedding"] = _ => Vectors().SelectMany(vector => vector.Where(value => Math.Abs(value) > 0.01f).Select(value => Utf8(FormattableString.Invariant($"{value}")))),
        ["a person's name"] = _ => [Utf8(TestGalleries.First), Utf8(TestGalleries.Second), Utf8("Ada"), Utf8(TestGalleries.FirstId)],
        ["a photo's name"] = _ => [Utf8("holiday-with-granny")],
        ["the host's key"] = _ => [Utf8(FunctionKey)],
        ["a client's secret"] = app => [Utf8(app._clientKey.Split('.')[1])],
        ["a webhook's address"] = _ => [Utf8(HookToken)],
        ["what signs webhooks"] = _ => [Utf8(QueuedApp.WebhookSecret)],
        ["a connection string"] = _ => [Utf8("AccountKey"), Utf8("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq")],
        ["an upload link"] = _ => [Utf8("sig="), Utf8("&se=")],
    };

    internal OtlpCollector Collector { get; } = new();

    /// <summary>Of the span that a caller says it is in.</summary>
    public string CallersSpan { get; } = ActivitySpanId.CreateRandom().ToHexString();

    public string BatchTrace { get; } = NewTrace();

    public string MatchTrace { get; } = NewTrace();

    public string BrokenTrace { get; } = NewTrace();

    public (string Detector, string Embedder, string Gallery) Models { get; private set; }

    public async Task InitializeAsync()
    {
        await using var hook = HookServer.Answering("200 OK");
        var app = new QueuedApp();
        try
        {
            await app.StartAsync(null, [.. Collector.Settings, ("Celeb:Clients:Required", "true"), ("LocalHost:FunctionKey", FunctionKey)]);
            _clientKey = (await new ClientKeyStore(app.Blobs, TimeProvider.System).AddAsync("a test", null, null, default)).Key;
            app.Client.DefaultRequestHeaders.Add("x-client-key", _clientKey);

            var answer = await SendAsync(app, MatchTrace, $"/api/match?code={FunctionKey}", Answers.Body(TestPhoto.Face));
            Models = ((string)answer["models"]!["detector"]!, (string)answer["models"]!["embedder"]!, (string)answer["models"]!["gallery"]!);
            await DoneAsync(app, await SendAsync(app, BatchTrace, $"/api/batches?code={FunctionKey}", BatchCalls.Album(TestPhoto.Face)));
            var hooked = $"/api/batches?code={FunctionKey}&webhook={Uri.EscapeDataString($"{hook.Url}?token={HookToken}")}";
            await DoneAsync(app, await SendAsync(app, BrokenTrace, hooked, BatchCalls.Album(TestPhoto.Face[..1000])));
            await hook.NextAsync();

            app.Client.DefaultRequestHeaders.Add("x-functions-key", FunctionKey);
            await SendAsync(app, NewTrace(), "/api/batches", new StringContent("""{ "photos": ["holiday-with-granny.jpg"] }""", Encoding.UTF8, "application/json"));
            using var people = await app.Client.GetAsync($"/api/galleries/{TestGalleries.Composites}/people?query=Ada");
            Assert.Contains(TestGalleries.First, await people.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            // What it did not tell yet, it tells when it goes.
            await app.DisposeAsync();
        }
    }

    public async Task DisposeAsync() => await Collector.DisposeAsync();

    internal IReadOnlyList<CollectedSpan> Spans(string trace) => [.. Collector.Spans.Where(span => span.Trace == trace)];

    /// <summary>A trace as one would draw it: a step a line, below whoever asked for it, with what it tells.</summary>
    internal string Tree(string trace)
    {
        var spans = Spans(trace);
        var lines = new List<string>();
        Add(CallersSpan, "");
        return string.Join('\n', lines);

        void Add(string parent, string indent)
        {
            foreach (var span in spans.Where(span => span.Parent == parent).OrderBy(span => span.Start))
            {
                var tags = span.Tags.Where(tag => tag.Key.StartsWith("celeb.", StringComparison.Ordinal) || tag.Key.StartsWith("messaging.", StringComparison.Ordinal) || tag.Key == "url.path")
                    .OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}");
                lines.Add($"{indent}{span.Name} {string.Join(" ", [FormattableString.Invariant($"{span.Milliseconds:0.0}ms"), .. tags])}");
                Add(span.Id, indent + "  ");
            }
        }
    }

    private async Task<JsonNode> SendAsync(QueuedApp app, string trace, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content,
            Headers = { { "traceparent", $"00-{trace}-{CallersSpan}-01" } },
        };
        using var answer = await app.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task DoneAsync(QueuedApp app, JsonNode batch)
    {
        for (var look = 0; look < 600; look++)
        {
            var now = JsonNode.Parse(await app.Client.GetStringAsync($"/api/batches/{batch["id"]}?code={FunctionKey}"))!;
            if ((string?)now["state"] == "succeeded")
                return;
            await Task.Delay(100);
        }
        throw new TimeoutException("The batch does not end.");
    }

    // Ends of files and of rows repeat what is nobody's secret, such as zeros.
    private static IEnumerable<byte[]> Pieces(byte[] bytes, int length) => bytes.Chunk(length).Where(piece => piece.Length == length && piece.Distinct().Count() > length / 2);

    private static List<float[]> Vectors()
    {
        using var empty = new TemporaryFolder();
        using var set = ServingSetReader.Read(new() { Galleries = empty.Path }, TimeProvider.System);
        var embedding = TestGalleries.Look(set, "composite-1.jpg");
        return [.. set.Embedder.Output.Regions.Select(region => embedding[region].ToArray())];
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string NewTrace() => ActivityTraceId.CreateRandom().ToHexString();
}
