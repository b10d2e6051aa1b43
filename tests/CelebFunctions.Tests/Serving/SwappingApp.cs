using System.Text.Json.Nodes;
using CelebFunctions.Models.Updates;
using CelebFunctions.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Serving;

/// <summary>The whole app with sets that a test swaps; it looks at its feed when the test says so.</summary>
internal sealed class SwappingApp : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NothingForbidden = [];

    private readonly TemporaryFolder _registry = new();
    private readonly TestVersions _versions = new();
    private ServedApp? _app;

    private SwappingApp() => Source = new(_registry.Path);

    public FakeSetSource Source { get; private set; }

    public LogCollector Logs { get; } = new();

    public HttpClient Client => _app!.Client;

    public ServingModels Models => _app!.Services.GetRequiredService<ServingModels>();

    public SetLoader Loader => _app!.Services.GetRequiredService<SetLoader>();

    public static async Task<SwappingApp> StartAsync(Func<SwappingApp, LocalSet>? last = null, Action<IServiceCollection>? configure = null)
    {
        var app = new SwappingApp();
        if (last is not null)
            app.Source = new(app._registry.Path) { Last = last(app) };
        app._app = await ServedApp.StartAsync(
            services =>
            {
                services.Replace(ServiceDescriptor.Singleton<ISetSource>(app.Source));
                services.AddSingleton<ILoggerProvider>(app.Logs);
                configure?.Invoke(services);
            },
            ("Celeb:Serving:RefreshSeconds", "86400"),
            ("Celeb:Serving:Models", Repository.Models));
        (await app.Models.LeaseAsync(default)).Dispose();
        return app;
    }

    /// <summary>Versions that all have one number after 1.0.</summary>
    public LocalParts Parts(int number, bool turned = false, Action<JsonObject>? changeEmbedder = null)
    {
        using var set = ServingSetReader.Read(new() { Models = Repository.Models, Galleries = "none" }, TimeProvider.System);
        var version = $"1.0.{number}";
        return new(
            _versions.Model("face-detector", version),
            _versions.Model("face-embedder", version, changeEmbedder),
            [_versions.Gallery(TestGalleries.Composites, version, folder => TestGalleries.WriteComposites(folder, set, version, turned))]);
    }

    /// <summary>Another gallery.</summary>
    public LocalVersion Crowd() => _versions.Gallery(TestGalleries.Crowd, "1.2.3", folder =>
    {
        TestGalleries.Write(folder);
        File.Delete(Path.Combine(folder, $"{TestGalleries.Composites}.safetensors"));
        File.Delete(Path.Combine(folder, TestGalleries.Foreign));
    });

    public static LocalSet Set(long number, LocalParts active, LocalCanary? canary = null) =>
        new(number, active, canary, NothingForbidden, DateTimeOffset.MaxValue);

    /// <summary>Looks at the feed, which brings this.</summary>
    public Task LookAsync(UpdateOutcome outcome)
    {
        Source.Next = outcome;
        return LookAsync();
    }

    /// <summary>Looks at the feed, which has this set.</summary>
    public Task LookAsync(LocalSet set) => LookAsync(new UpdateOutcome(UpdateState.Updated, set));

    public Task LookAsync() => _app!.Services.GetRequiredService<ModelRefresh>().LookAsync(default);

    public async Task<JsonNode> MatchAsync(byte[] photo, string query = "") => await Client.PostAsync($"/api/match{query}", Body(photo)).OkAsync();

    public async Task<JsonNode> ReadyAsync() => await Client.GetAsync("/api/health/ready").OkAsync();

    /// <summary>The versions that an answer names, which must all be of one set.</summary>
    public static string VersionOf(JsonNode answer)
    {
        var versions = answer["models"]!.AsObject().Select(model => ((string)model.Value!).Split('@')[1]).Distinct();
        return Assert.Single(versions);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _versions.Dispose();
        _registry.Dispose();
        Logs.Dispose();
    }
}
