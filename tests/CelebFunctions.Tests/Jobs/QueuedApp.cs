using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Batches;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Tests.Jobs;

/// <summary>The whole app with an Azurite of its own, spoken to as an app of somebody else's would.</summary>
public sealed class QueuedApp : IAsyncLifetime
{
    /// <summary>Signs its webhooks.</summary>
    public const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly AzuriteFixture _azurite = new();
    private ServedApp? _app;

    public HttpClient Client => _app!.Client;

    public BlobStore Blobs => _azurite.Blobs;

    public Task InitializeAsync() => StartAsync(null);

    /// <summary>Starts it with services of a test's own.</summary>
    internal async Task StartAsync(Action<IServiceCollection>? configure, params (string Key, string Value)[] settings)
    {
        await _azurite.InitializeAsync();
        await new JobStore(_azurite.Blobs, _azurite.Queues, 1).EnsureAsync(default);
        _app = await ServedApp.StartAsync(
            configure,
            [
                ("AzureWebJobsStorage", _azurite.ConnectionString),
                ("Celeb:Webhooks:Secrets", WebhookSecret),
                ("Celeb:Webhooks:AllowPrivate", "true"),
                .. settings,
            ]);
    }

    /// <summary>Uploads a photo, sends a job for it and waits for the result.</summary>
    public async Task<JsonNode> WorkAsync(byte[] photo, string operation = "match", JsonNode? options = null)
    {
        var job = AzuriteFixture.NewName("job");
        await _azurite.Blobs.TryCreateAsync("photos", $"some folder/{job}", photo, "image/jpeg", default);
        var message = new JsonObject
        {
            ["schema"] = 1, ["job"] = job, ["attempt"] = 1, ["photo"] = $"photos/some folder/{job}", ["operation"] = operation, ["options"] = options,
        };
        await SendAsync("photo-jobs", message.ToJsonString());
        return await ResultAsync(job);
    }

    public Task SendAsync(string queue, string message) => _azurite.Queues.Queue(queue).SendAsync(message, TimeSpan.Zero, default);

    public async Task<JsonNode> ResultAsync(string job)
    {
        for (var look = 0; look < 600; look++)
        {
            if (await _azurite.Blobs.ReadAsync(Places.Results, $"{job}.json", 1_000_000, default) is { } blob)
                return JsonNode.Parse(Encoding.UTF8.GetString(blob.Content.Span))!;
            await Task.Delay(100);
        }
        throw new TimeoutException("The job has no result.");
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        await _azurite.DisposeAsync();
    }
}
