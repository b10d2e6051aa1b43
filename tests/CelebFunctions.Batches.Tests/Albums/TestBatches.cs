using System.Collections.Concurrent;
using System.Text.Json;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Tests.Jobs;
using CelebFunctions.LocalHost.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Batches.Tests.Albums;

/// <summary>Batches on a queue that the test pumps itself, message by message, under a clock that it moves.</summary>
internal sealed class TestBatches : IBatchEvents
{
    private readonly AzuriteFixture _azurite;
    private readonly JobStore _jobs;
    private readonly BatchSettings _settings;

    public TestBatches(AzuriteFixture azurite, int inQueue = 4)
    {
        _azurite = azurite;
        _settings = new(inQueue, TimeSpan.FromHours(24), TimeSpan.FromHours(4));
        _jobs = new(azurite.Blobs, azurite.Queues, 1000);
        Store = new(azurite.Blobs);
        Progress = new(Store, _jobs, this, _settings, Time);
        Intake = new(Store, Progress, _settings, Time);
        Eraser = new(Store, this, new(azurite.Blobs, Time, TimeSpan.FromSeconds(5)), _settings, Time);
        Results = new(Store, _jobs);
    }

    /// <summary>Begins at the clock of storage, which tells when results were written.</summary>
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public BatchStore Store { get; }

    public BatchProgress Progress { get; }

    public BatchIntake Intake { get; }

    public BatchEraser Eraser { get; }

    public BatchResults Results { get; }

    public TestOperations Operations { get; } = new();

    /// <summary>The batches that were told of as done.</summary>
    public ConcurrentQueue<string> Completed { get; } = [];

    /// <summary>Fails to take the news as often.</summary>
    public int DeafTimes { get; set; }

    /// <summary>For workers of jobs that are in no batch.</summary>
    public static BatchProgress NoneIn(AzuriteFixture azurite, JobStore jobs) =>
        new(new(azurite.Blobs), jobs, new BatchWebhooks(new(new(azurite.Blobs, azurite.Queues)), new(azurite.Blobs, azurite.Queues)), new(1, TimeSpan.FromDays(1), TimeSpan.FromHours(1)), TimeProvider.System);

    /// <summary>Makes storage as it is at first: upkeep looks at whatever is there, other tests' batches too.</summary>
    public async Task EnsureAsync()
    {
        await _jobs.EnsureAsync(default);
        foreach (var container in Places.Containers)
        {
            await foreach (var name in _azurite.Blobs.ListAsync(container, "", default))
                await _azurite.Blobs.DeleteAsync(container, name, default);
        }
        await TakeAsync();
    }

    public BatchUpkeep NewUpkeep() =>
        new(Store, Progress, Eraser, new(_azurite.Blobs, _settings, Time), new(_azurite.Blobs, _azurite.Queues), _azurite.Queues, Time, NullLogger<BatchUpkeep>.Instance);

    public PhotoWorker NewWorker() => new(_jobs, Progress, Operations, new(TimeSpan.Zero, new Random(1)), TestMetrics.New(), Time, NullLogger<PhotoWorker>.Instance);

    /// <summary>A batch whose photos are there, started.</summary>
    /// <param name="photos">How many.</param>
    /// <param name="uploaded">How many of them are there.</param>
    public async Task<Batch> StartAsync(int photos, int? uploaded = null) =>
        (await Intake.StartAsync((await CreateAsync(photos, uploaded)).Id, null, default))!;

    /// <summary>A batch whose photos are there, not started.</summary>
    public async Task<Batch> CreateAsync(int photos, int? uploaded = null)
    {
        var id = BatchId.New(Time.GetUtcNow());
        await Parallel.ForAsync(0, uploaded ?? photos, async (index, token) => await Intake.AddPhotoAsync(id, index, new byte[index % 900 + 1], token));
        var order = new BatchOrder(photos, "match", JsonSerializer.SerializeToElement(new { gallery = "secret" }), "https://example.com/secret", null, "secret");
        return await Intake.CreateAsync(id, order, byLinks: false, default);
    }

    /// <summary>Takes all messages that can be seen, first in first out.</summary>
    public async Task<List<string>> TakeAsync()
    {
        var (queue, texts) = (_azurite.Queues.Queue(Places.JobQueue), new List<string>());
        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), default) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                texts.Add(message.Text!);
                await queue.DeleteAsync(message, default);
            }
        }
        return texts;
    }

    /// <summary>Takes the oldest message; null where there is none.</summary>
    public async Task<string?> TakeOneAsync()
    {
        var queue = _azurite.Queues.Queue(Places.JobQueue);
        if (await queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default) is not [var message])
            return null;
        await queue.DeleteAsync(message, default);
        return message.Text;
    }

    public Task<int> QueuedAsync() => _azurite.Queues.Queue(Places.JobQueue).CountAsync(default);

    /// <summary>Works off messages until there are none.</summary>
    /// <returns>How many.</returns>
    public async Task<int> WorkOffAsync()
    {
        var worked = 0;
        for (; await TakeOneAsync() is { } message; worked++)
            await NewWorker().WorkAsync(message, 1, default);
        return worked;
    }

    /// <summary>Everything in storage whose name or content has a batch's id in it.</summary>
    public async Task<List<string>> TracesOfAsync(string id)
    {
        var traces = new List<string>();
        foreach (var container in Places.Containers)
        {
            await foreach (var name in _azurite.Blobs.ListAsync(container, "", default))
            {
                var content = await _azurite.Blobs.ReadAsync(container, name, 1_000_000, default);
                if (name.Contains(id, StringComparison.Ordinal) || (content is not null && System.Text.Encoding.UTF8.GetString(content.Content.Span).Contains(id, StringComparison.Ordinal)))
                    traces.Add($"{container}/{name}");
            }
        }
        return traces;
    }

    public Task<Batch?> FindAsync(Batch batch) => Store.FindAsync(batch.Id, default);

    Task IBatchEvents.CompletedAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (DeafTimes-- > 0)
            throw new TimeoutException("As the test wants it.");
        Completed.Enqueue(batch.Id);
        return Task.CompletedTask;
    }

    Task IBatchEvents.ErasedAsync(string batch, CancellationToken cancellationToken) => Task.CompletedTask;
}
