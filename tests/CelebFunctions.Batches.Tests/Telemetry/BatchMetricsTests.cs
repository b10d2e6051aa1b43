using System.Diagnostics.Metrics;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Batches.Tests.Albums;
using CelebFunctions.Batches.Tests.Jobs;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Batches.Tests.Telemetry;

[Collection(AzuriteCollection.Name)]
public sealed class BatchMetricsTests : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite;
    private readonly TestOperations _operations = new();
    private readonly LogLines<PhotoWorker> _log = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly JobStore _store;
    private readonly PhotoWorker _worker;
    private readonly BatchMetrics _metrics;
    private readonly IMeterFactory _meters;
    private readonly string _job = AzuriteFixture.NewName("job");

    public BatchMetricsTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _store = new(azurite.Blobs, azurite.Queues, 1000);
        _metrics = TestMetrics.New(out _meters);
        _worker = new(_store, TestBatches.NoneIn(azurite, _store), _operations, new(TimeSpan.Zero, new(1)), _metrics, _time, _log);
    }

    public async Task InitializeAsync()
    {
        await _store.EnsureAsync(default);
        await _azurite.Blobs.TryCreateAsync("photos", _job, new byte[10], "image/jpeg", default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_jobs_duration_is_measured_once_however_often_it_is_delivered()
    {
        using var durations = new MetricCollector<double>(_meters, BatchTraces.Name, "celeb.job.duration");
        _operations.Before = (_, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            return Task.CompletedTask;
        };

        await _worker.WorkAsync(Message(), 1, default);
        await _worker.WorkAsync(Message(), 1, default);

        var duration = Assert.Single(durations.GetMeasurementSnapshot());
        Assert.Equal(3, duration.Value);
        Assert.Equal([KeyValuePair.Create("celeb.operation", (object?)"match")], duration.Tags);
    }

    [Fact]
    public async Task A_refusal_is_measured_with_its_code_and_a_senders_own_words_become_no_series()
    {
        using var durations = new MetricCollector<double>(_meters, BatchTraces.Name, "celeb.job.duration");
        _operations.Before = (_, _) => throw new JobException("invalid-parameter", "There is no such operation.");

        await _worker.WorkAsync(Message(operation: "dance-17"), 1, default);

        var duration = Assert.Single(durations.GetMeasurementSnapshot());
        Assert.Equal(("other", "invalid-parameter"), (duration.Tags["celeb.operation"], duration.Tags["error.type"]));
    }

    [Fact]
    public async Task Retries_and_poison_are_counted_and_every_line_tells_the_job()
    {
        using var retries = new MetricCollector<long>(_meters, BatchTraces.Name, "celeb.job.retries");
        using var poisoned = new MetricCollector<long>(_meters, BatchTraces.Name, "celeb.job.poisoned");
        _operations.Before = (_, _) => throw new TimeoutException("as the test wants it");

        for (var attempt = 1; attempt <= 5; attempt++)
            await _worker.WorkAsync(Message(attempt), attempt == 2 ? 2 : 1, default);
        await _worker.WorkAsync(Message(1), 1, default);
        await _worker.GiveUpAsync(Message(1), default);
        await _worker.WorkAsync($$"""{ "schema": 2, "job": "{{_job}}" }""", 1, default);

        Assert.Equal(
            ["internal-error", "worker-lost", "internal-error", "internal-error"],
            retries.GetMeasurementSnapshot().Select(measurement => measurement.Tags["error.type"]));
        Assert.Equal("internal-error", Assert.Single(poisoned.GetMeasurementSnapshot()).Tags["error.type"]);
        Assert.Equal([LogLevel.Warning, LogLevel.Warning, LogLevel.Warning, LogLevel.Warning, LogLevel.Warning, LogLevel.Error, LogLevel.Debug, LogLevel.Error, LogLevel.Information], _log.Lines.Select(line => line.Level));
        Assert.All(_log.Lines, line => Assert.Contains(_job, line.Text, StringComparison.Ordinal));
        Assert.All(_log.Scopes, scope => Assert.Equal($"job {_job}", scope));
        Assert.Equal(6, _log.Scopes.Count);
    }

    [Fact]
    public async Task Depth_and_age_of_each_queue_are_what_lies_there()
    {
        // A storage account of its own: other tests' messages lie in this one.
        await using var azurite = new OwnAzurite(Path.Combine(Repository.Root, "artifacts"));
        await azurite.StartAsync(default);
        var queues = new QueueStore(azurite.Connection);
        var store = new JobStore(new(azurite.Connection), queues, 1000);
        await store.EnsureAsync(default);
        using var depths = new MetricCollector<long>(_meters, BatchTraces.Name, "celeb.queue.depth");
        using var ages = new MetricCollector<double>(_meters, BatchTraces.Name, "celeb.queue.oldest_age");
        Assert.True(_metrics.QueuesAreWatched);
        var job = new PhotoJob(1, _job, null, 0, 1, $"photos/{_job}", "match", null, null);
        await store.SendAsync(job, TimeSpan.Zero, default);
        await store.SendAsync(job, TimeSpan.FromHours(1), default);
        _time.Advance(TimeProvider.System.GetUtcNow() - _time.GetUtcNow() + TimeSpan.FromMinutes(10));

        _metrics.QueuesSeen(await new QueueWatch(queues, _time).LookAsync(default));
        depths.RecordObservableInstruments();
        ages.RecordObservableInstruments();

        var depth = depths.GetMeasurementSnapshot().ToDictionary(measurement => (string)measurement.Tags["messaging.destination.name"]!, measurement => measurement.Value);
        var age = ages.GetMeasurementSnapshot().ToDictionary(measurement => (string)measurement.Tags["messaging.destination.name"]!, measurement => measurement.Value);
        Assert.Equal(Places.Queues.Order(), depth.Keys.Order());
        Assert.Equal((2, 0), (depth[Places.JobQueue], depth[Places.ResultQueue]));
        Assert.Equal(0, age[Places.ResultQueue]);
        // Storage tells whole seconds, by the same clock.
        Assert.InRange(age[Places.JobQueue], 599, 3600);
    }

    [Fact]
    public void Nobody_looks_at_the_queues_while_nobody_listens() => Assert.False(TestMetrics.New().QueuesAreWatched);

    [Fact]
    public void Each_instrument_has_its_row_in_the_documentation_with_its_unit()
    {
        var instruments = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Add(instrument) };
        listener.Start();

        Assert.Equal(
            instruments.Order(),
            File.ReadLines(Path.Combine(Repository.Root, "docs", "queue.md"))
                .Where(line => line.StartsWith("| `celeb.", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Select(cells => $"{cells[1].Trim('`')} {cells[2].Trim('`')}")
                .Order());

        void Add(Instrument instrument)
        {
            if (instrument.Meter.Name == BatchTraces.Name && instrument.Meter.Scope == _meters)
                instruments.Add($"{instrument.Name} {instrument.Unit}");
        }
    }

    private string Message(int attempt = 1, string operation = "match") =>
        JobMessage.Write(new(1, _job, null, 0, attempt, $"photos/{_job}", operation, null, null));
}
