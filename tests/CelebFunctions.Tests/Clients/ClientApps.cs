using System.Text.Json.Nodes;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Tests.Clients;

/// <summary>Apps that ask for client keys, over one Azurite.</summary>
public sealed class ClientApps : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();
    private readonly List<string> _notices = [];

    public BlobStore Blobs => _azurite.Blobs;

    public ClientKeyStore Keys => new(Blobs, TimeProvider.System);

    /// <summary>An app for tests that change nothing in it.</summary>
    public ServedApp App { get; private set; } = null!;

    public Task<ServedApp> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    public Task<ServedApp> StartAsync(Action<IServiceCollection>? configure, params (string Key, string Value)[] settings) => ServedApp.StartAsync(
        services =>
        {
            services.AddSingleton<TimeProvider>(new Noon());
            configure?.Invoke(services);
        },
        [
            .. new[]
            {
                ("AzureWebJobsStorage", _azurite.ConnectionString),
                ("Celeb:Clients:Required", "true"),
                ("Celeb:Clients:KeySeconds", "1"),
                ("Celeb:Clients:LeaseSeconds", "1"),
            }.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Item1),
            .. settings,
        ]);

    public Task SendAsync(string message) => _azurite.Queues.Queue("photo-jobs").SendAsync(message, TimeSpan.Zero, default);

    /// <summary>How often a job's result was told of up to now.</summary>
    public async Task<int> NoticesAsync(string job)
    {
        var queue = _azurite.Queues.Queue("photo-results");
        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(10), default) is { Length: > 0 } messages)
            _notices.AddRange(messages.Select(message => (string)JsonNode.Parse(message.Text!)!["job"]!));
        return _notices.Count(told => told == job);
    }

    public async Task<string> AddAsync(int? perMinute = 0, int? photosADay = null) =>
        (await Keys.AddAsync("a test", perMinute, photosADay, default)).Key;

    /// <summary>A clock that began at noon, so that no test sees midnight.</summary>
    private sealed class Noon : TimeProvider
    {
        private readonly TimeSpan _ahead = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero) - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
    }

    public async Task InitializeAsync()
    {
        await _azurite.InitializeAsync();
        await new JobStore(_azurite.Blobs, _azurite.Queues, 1).EnsureAsync(default);
        App = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
