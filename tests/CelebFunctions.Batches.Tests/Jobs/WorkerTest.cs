using System.Text;
using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Tests.Albums;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Batches.Tests.Jobs;

/// <summary>One job, a worker, and storage that other tests use too.</summary>
public abstract class WorkerTest : IAsyncLifetime
{
    private protected const int MaxPhotoBytes = 1000;

    private protected static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private protected AzuriteFixture Azurite { get; }
    private protected TestOperations Operations { get; } = new();
    private protected JobStore Store { get; }
    private protected PhotoWorker Worker { get; }
    private protected string Job { get; } = AzuriteFixture.NewName("job");

    protected WorkerTest(AzuriteFixture azurite)
    {
        Azurite = azurite;
        Store = new(azurite.Blobs, azurite.Queues, MaxPhotoBytes);
        Worker = NewWorker(Store);
    }

    public Task InitializeAsync() => Store.EnsureAsync(default);

    public Task DisposeAsync() => Task.CompletedTask;

    private protected PhotoWorker NewWorker(JobStore store, TimeSpan firstDelay = default) => new(
        store,
        TestBatches.NoneIn(Azurite, store),
        Operations,
        new(firstDelay, new Random(1)),
        TestMetrics.New(),
        new FakeTimeProvider(Now),
        NullLogger<PhotoWorker>.Instance);

    private protected string Message(string? batch = null, int index = 0, int attempt = 1) => JobMessage.Write(new(
        1, Job, batch, index, attempt, $"photos/{Job}.jpg", "match", JsonSerializer.SerializeToElement(new { top = 3 }), null));

    private protected async Task UploadAsync(int length) =>
        Assert.True(await Azurite.Blobs.TryCreateAsync("photos", $"{Job}.jpg", new byte[length], "image/jpeg", default));

    /// <summary>Gives the worker what it sent, until it sends no more.</summary>
    private protected async Task<List<int>> WorkOffAsync()
    {
        var attempts = new List<int>();
        while (await TakeAsync(Places.JobQueue) is [var (message, json)])
        {
            attempts.Add(json.GetProperty("attempt").GetInt32());
            await Worker.WorkAsync(message.Text!, 1, default);
        }
        return attempts;
    }

    /// <summary>Takes this job's messages out of a queue that other tests use too.</summary>
    private protected async Task<List<(QueuedMessage Message, JsonElement Json)>> TakeAsync(string name)
    {
        var queue = Azurite.Queues.Queue(name);
        var mine = new List<(QueuedMessage, JsonElement)>();
        while (await queue.ReceiveAsync(32, TimeSpan.FromSeconds(1), default) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var json = JsonDocument.Parse(message.Text!).RootElement;
                if (json.GetProperty("job").GetString() == Job)
                    mine.Add((message, json));
                await queue.DeleteAsync(message, default);
            }
        }
        return mine;
    }

    private protected async Task FailedAsync(string code, int attempts)
    {
        var result = await ResultAsync();
        Assert.Equal(("failed", code, attempts), (
            result.GetProperty("status").GetString(), result.GetProperty("error").GetProperty("code").GetString(), result.GetProperty("attempts").GetInt32()));
        Assert.NotEmpty(result.GetProperty("error").GetProperty("detail").GetString()!);
        Assert.Equal("failed", Assert.Single(await TakeAsync(Places.ResultQueue)).Json.GetProperty("status").GetString());
    }

    private protected Task<JsonElement> ResultAsync() => ReadAsync("results");

    private protected Task<JsonElement> PoisonAsync() => ReadAsync("poison");

    private protected async Task<JsonElement> ReadAsync(string container)
    {
        var blob = await Azurite.Blobs.ReadAsync(container, $"{Job}.json", 100_000, default);
        return JsonDocument.Parse(Encoding.UTF8.GetString(blob!.Content.Span)).RootElement;
    }
}
