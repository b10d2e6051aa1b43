using System.Text.Json.Nodes;
using CelebFunctions.Batches;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Tests.Batches;

/// <summary>The whole app with an Azurite of its own, whose blobs are behind a gate.</summary>
public sealed class ServedBatches : IAsyncLifetime, IDisposable
{
    private readonly AzuriteFixture _azurite = new();
    private readonly TemporaryFolder _galleries = new();
    private readonly SlowClock _clock = new();
    private TestHost? _host;

    internal StorageGate Gate { get; private set; } = null!;

    internal HttpClient Client => _host!.Client;

    internal string Url => Client.BaseAddress!.AbsoluteUri;

    /// <summary>Called before the app: true ends the request there.</summary>
    internal Func<HttpContext, bool>? Before { get; set; }

    /// <summary>How long ago the app believes to be.</summary>
    internal TimeSpan Behind { set => _clock.Behind = value; }

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        await new JobStore(_azurite.Blobs, _azurite.Queues, 1).EnsureAsync(default);
        var blobs = _azurite.ConnectionString.Split(';').Single(part => part.StartsWith("BlobEndpoint=", StringComparison.Ordinal))["BlobEndpoint=".Length..];
        var address = new Uri(blobs).GetLeftPart(UriPartial.Authority);
        Gate = await StorageGate.StartAsync(new(address));
        DrawnGallery.Write(_galleries, "Ada First", "Bo Second");
        _host = await StartAsync(
            ("AzureWebJobsStorage", _azurite.ConnectionString.Replace(address, Gate.Address, StringComparison.Ordinal)),
            ("Celeb:Serving:Galleries", _galleries.Path),
            ("Celeb:Serving:DefaultGallery", "drawn"));
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        // Where it did not begin there is none.
        if (Gate is not null)
            await Gate.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    public void Dispose() => _galleries.Dispose();

    /// <summary>Each test begins without what another one wished.</summary>
    internal void Reset()
    {
        (Before, Gate.Before) = (null, null);
        Behind = TimeSpan.Zero;
        Gate.Uploads.Clear();
        Gate.Kept = 0;
    }

    /// <summary>The ids of all batches there are.</summary>
    internal async Task<List<string>> BatchesAsync() => [.. (await NamesAsync(Places.Batches)).Select(name => Path.GetFileNameWithoutExtension(name))];

    /// <summary>The names of all blobs of a container.</summary>
    internal async Task<List<string>> NamesAsync(string container)
    {
        var names = new List<string>();
        await foreach (var name in _azurite.Blobs.ListAsync(container, "", default))
            names.Add(name);
        return names;
    }

    /// <summary>What the app answers to a photo on its own; without what is of that one call.</summary>
    internal async Task<JsonNode> MatchAsync(string photo, string query = "")
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(photo));
        using var answer = await Client.PostAsync($"/api/match{query}", content);
        answer.EnsureSuccessStatusCode();
        return Lasting(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    internal static JsonNode Lasting(JsonNode answer)
    {
        answer.AsObject().Remove("requestId");
        answer.AsObject().Remove("timings");
        return answer;
    }

    private async Task<TestHost> StartAsync(params (string Key, string Value)[] settings) => await TestHost.ListenAsync(
        typeof(App).Assembly.GetTypes(),
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddCelebFunctions();
            builder.Services.AddSingleton<IStartupFilter>(new Door(this));
        },
        settings);

    private sealed class Door(ServedBatches served) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, onward) =>
            {
                if (served.Before?.Invoke(context) != true)
                    await onward(context);
            });
            next(app);
        };
    }

    private sealed class SlowClock : TimeProvider
    {
        public TimeSpan Behind { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Behind;
    }
}
