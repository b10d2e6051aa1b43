using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Tests.Albums;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Batches.Tests.Jobs;

[Collection(AzuriteCollection.Name)]
public sealed class PhotoWorkerTests : IAsyncLifetime
{
    private const int MaxPhotoBytes = 1000;

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly AzuriteFixture _azurite;
    private readonly TestOperations _operations = new();
    private readonly JobStore _store;
    private readonly PhotoWorker _worker;
    private readonly string _job = AzuriteFixture.NewName("job");

    public PhotoWorkerTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _store = new(azurite.Blobs, azurite.Queues, MaxPhotoBytes);
        _worker = NewWorker(_store);
    }

    public Task InitializeAsync() => _store.EnsureAsync(default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_photo_leads_to_a_result_and_a_message_that_tells_of_it()
    {
        await UploadAsync(123);

        await _worker.WorkAsync(Message(batch: "album", index: 7), 1, default);

        // Read as an app reads them, not by our own types.
        var result = await ResultAsync();
        Assert.Equal(
            ["schema", "job", "batch", "index", "status", "result", "picture", "error", "attempts", "models", "finishedAt"],
            result.EnumerateObject().Select(property => property.Name));
        Assert.Equal((1, _job, "album", 7, "succeeded", 1), (
            result.GetProperty("schema").GetInt32(), result.GetProperty("job").GetString(), result.GetProperty("batch").GetString(),
            result.GetProperty("index").GetInt32(), result.GetProperty("status").GetString(), result.GetProperty("attempts").GetInt32()));
        Assert.Equal(123, result.GetProperty("result").GetProperty("length").GetInt32());
        Assert.Equal("d@1", result.GetProperty("models").GetProperty("detector").GetString());
        Assert.Equal(Now, result.GetProperty("finishedAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("error").ValueKind);

        var notice = Assert.Single(await TakeAsync(Places.ResultQueue)).Json;
        Assert.Equal(
            $$"""{"schema":1,"job":"{{_job}}","batch":"album","status":"succeeded","result":"results/{{_job}}.json"}""", notice.GetRawText());
    }

    [Fact]
    public async Task A_picture_lies_beside_its_result()
    {
        await UploadAsync(10);
        _operations.Picture = new(new byte[] { 1, 2, 3 }, "image/webp", ".webp");

        await _worker.WorkAsync(Message(), 1, default);

        Assert.Equal($"results/{_job}.webp", (await ResultAsync()).GetProperty("picture").GetString());
        Assert.Equal([1, 2, 3], (await _azurite.Blobs.ReadAsync("results", $"{_job}.webp", 100, default))!.Content.ToArray());
    }

    [Fact]
    public async Task A_message_delivered_twice_runs_once_and_is_told_of_twice()
    {
        await UploadAsync(10);

        await _worker.WorkAsync(Message(), 1, default);
        await _worker.WorkAsync(Message(attempt: 3), 1, default);

        Assert.Equal(1, _operations.Runs);
        Assert.Equal(1, (await ResultAsync()).GetProperty("result").GetProperty("run").GetInt32());
        Assert.Equal(2, (await TakeAsync(Places.ResultQueue)).Count);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_tells_of_the_result_that_its_job_has()
    {
        await UploadAsync(10);
        await _worker.WorkAsync(Message(), 1, default);
        await TakeAsync(Places.ResultQueue);

        await _worker.WorkAsync($$"""{ "schema": 2, "job": "{{_job}}" }""", 1, default);

        Assert.Equal("succeeded", (await ResultAsync()).GetProperty("status").GetString());
        Assert.Equal("succeeded", Assert.Single(await TakeAsync(Places.ResultQueue)).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Workers_that_do_the_same_job_at_once_agree_on_one_result()
    {
        await UploadAsync(10);
        var all = new TaskCompletionSource();
        _operations.Before = async (run, _) =>
        {
            if (run == 4)
                all.SetResult();
            await all.Task;
        };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewWorker(_store).WorkAsync(Message(), 1, default)));
        var kept = await ResultAsync();
        await _worker.WorkAsync(Message(), 1, default);

        Assert.Equal(4, _operations.Runs);
        Assert.Equal(kept.GetRawText(), (await ResultAsync()).GetRawText());
    }

    [Theory]
    [InlineData("""{"schema":2,"job":"JOB"}""", "schema-unknown")]
    [InlineData("""{"schema":1,"job":"JOB","attempt":1,"photo":"photos/../keys/a.json","operation":"match"}""", "invalid-parameter")]
    [InlineData("""{"schema":1,"job":"JOB","attempt":1,"photo":"keys/a.json","operation":"match"}""", "invalid-parameter")]
    [InlineData("""{"schema":1,"job":"JOB","attempt":1,"photo":"photos/nobody-uploaded-this","operation":"match"}""", "photo-unknown")]
    public async Task What_can_never_succeed_fails_at_once_with_a_reason(string message, string code)
    {
        await _worker.WorkAsync(message.Replace("JOB", _job, StringComparison.Ordinal), 1, default);

        await FailedAsync(code, attempts: 1);
        Assert.Equal(0, _operations.Runs);
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task A_photo_over_the_limit_is_not_read()
    {
        await UploadAsync(MaxPhotoBytes + 1);

        await _worker.WorkAsync(Message(), 1, default);

        await FailedAsync("photo-too-large", attempts: 1);
        Assert.Equal(0, _operations.Runs);
    }

    [Fact]
    public async Task What_an_operation_refuses_fails_at_once_with_its_reason()
    {
        await UploadAsync(10);
        _operations.Before = (_, _) => throw new JobException("photo-unreadable", "It breaks off.");

        await _worker.WorkAsync(Message(), 1, default);

        await FailedAsync("photo-unreadable", attempts: 1);
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task Rubbish_without_a_name_fails_under_the_name_of_what_it_is()
    {
        var rubbish = new string('x', 64 * 1024) + _job;

        await _worker.WorkAsync(rubbish, 1, default);

        var result = await _store.FindResultAsync(JobId.Of(rubbish), default);
        Assert.Equal((JobStatus.Failed, "message-too-large"), (result!.Status, result.Error!.Code));
    }

    [Fact]
    public async Task What_fails_by_accident_is_sent_again_until_it_succeeds()
    {
        await UploadAsync(10);
        _operations.Before = (run, _) => run < 3 ? throw new TimeoutException("as the test wants it") : Task.CompletedTask;

        await _worker.WorkAsync(Message(), 1, default);
        var attempts = await WorkOffAsync();

        Assert.Equal([2, 3], attempts);
        var result = await ResultAsync();
        Assert.Equal(("succeeded", 3), (result.GetProperty("status").GetString(), result.GetProperty("attempts").GetInt32()));
        Assert.Single(await TakeAsync(Places.ResultQueue));
    }

    [Fact]
    public async Task A_job_that_is_sent_again_is_hidden_for_a_while_and_otherwise_the_same()
    {
        await UploadAsync(10);
        _operations.Before = (_, _) => throw new TimeoutException("as the test wants it");
        var message = Message(batch: "album", index: 7, attempt: 2);

        await NewWorker(_store, TimeSpan.FromSeconds(1.25)).WorkAsync(message, 1, default);

        Assert.Empty(await TakeAsync(Places.JobQueue));
        // Four times as long after the second attempt: 4 to 6 s.
        await Task.Delay(TimeSpan.FromSeconds(7));
        var again = Assert.Single(await TakeAsync(Places.JobQueue));
        Assert.Equal(JobMessage.Write(JobMessage.Read(message) with { Attempt = 3 }), again.Json.GetRawText());
    }

    [Fact]
    public async Task After_five_attempts_it_fails_and_its_message_is_kept()
    {
        await UploadAsync(10);
        _operations.Before = (_, _) => throw new TimeoutException("as the test wants it");

        await _worker.WorkAsync(Message(), 1, default);
        var attempts = await WorkOffAsync();

        Assert.Equal([2, 3, 4, 5], attempts);
        Assert.Equal(5, _operations.Runs);
        await FailedAsync("internal-error", attempts: 5);
        var poison = await PoisonAsync();
        Assert.Equal(5, JobMessage.Read(poison.GetProperty("message").GetString()!).Attempt);
        Assert.Equal("internal-error", poison.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_message_whose_worker_was_lost_is_tried_again_apart_from_those_that_were_lost_with_it()
    {
        await UploadAsync(10);

        await _worker.WorkAsync(Message(), 2, default);

        Assert.Equal(0, _operations.Runs);
        var again = Assert.Single(await TakeAsync(Places.JobQueue));
        Assert.Equal(2, again.Json.GetProperty("attempt").GetInt32());
        await _worker.WorkAsync(again.Message.Text!, 1, default);
        Assert.Equal("succeeded", (await ResultAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task After_five_lost_workers_it_fails_and_its_message_is_kept()
    {
        await UploadAsync(10);

        await _worker.WorkAsync(Message(attempt: 5), 2, default);

        await FailedAsync("worker-lost", attempts: 5);
        Assert.Equal(Message(attempt: 5), (await PoisonAsync()).GetProperty("message").GetString());
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task A_message_whose_worker_was_lost_after_the_result_is_told_of_and_not_tried_again()
    {
        await UploadAsync(10);
        await _worker.WorkAsync(Message(), 1, default);

        await _worker.WorkAsync(Message(), 2, default);

        Assert.Equal(1, _operations.Runs);
        Assert.Empty(await TakeAsync(Places.JobQueue));
        Assert.Equal(2, (await TakeAsync(Places.ResultQueue)).Count);
    }

    [Fact]
    public async Task A_message_that_the_trigger_gave_up_fails_and_is_kept()
    {
        await _worker.GiveUpAsync(Message(batch: "album", index: 3), default);

        await FailedAsync("worker-lost", attempts: 1);
        Assert.Equal(Message(batch: "album", index: 3), (await PoisonAsync()).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_message_that_the_trigger_gave_up_after_its_result_changes_nothing()
    {
        await UploadAsync(10);
        await _worker.WorkAsync(Message(), 1, default);
        var result = await ResultAsync();

        await _worker.GiveUpAsync(Message(), default);

        Assert.Equal(result.GetRawText(), (await ResultAsync()).GetRawText());
        Assert.Null(await _azurite.Blobs.ReadAsync("poison", $"{_job}.json", 10_000, default));
        Assert.Equal(2, (await TakeAsync(Places.ResultQueue)).Count);
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("no trace", null)]
    [InlineData(null, null)]
    public async Task A_job_goes_on_with_the_trace_of_whoever_sent_it(string? traceparent, string? trace)
    {
        await UploadAsync(10);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BatchTraces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        Activity? current = null;
        _operations.Before = (_, _) =>
        {
            current = Activity.Current;
            return Task.CompletedTask;
        };

        await _worker.WorkAsync(JobMessage.Write(JobMessage.Read(Message()) with { Traceparent = traceparent }), 1, default);

        Assert.Equal("succeeded", (await ResultAsync()).GetProperty("status").GetString());
        Assert.Equal(trace is not null, current!.HasRemoteParent);
        if (trace is not null)
            Assert.Equal(trace, current.TraceId.ToHexString());
    }

    [Fact]
    public async Task A_worker_that_stops_leaves_the_message_to_others()
    {
        await UploadAsync(10);
        using var stop = new CancellationTokenSource();
        _operations.Before = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _worker.WorkAsync(Message(), 1, stop.Token));

        Assert.Null(await _store.FindResultAsync(_job, default));
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task Where_storage_fails_the_message_stays_with_the_trigger()
    {
        var nowhere = new StorageConnection
        {
            ConnectionString = _azurite.ConnectionString.Replace("devstoreaccount1;Acc", "nobody;Acc", StringComparison.Ordinal),
        };

        await Assert.ThrowsAsync<StorageException>(
            () => NewWorker(new(new(nowhere), new(nowhere), MaxPhotoBytes)).WorkAsync(Message(), 1, default));
    }

    private PhotoWorker NewWorker(JobStore store, TimeSpan firstDelay = default) => new(
        store,
        TestBatches.NoneIn(_azurite, store),
        _operations,
        new(firstDelay, new Random(1)),
        TestMetrics.New(),
        new FakeTimeProvider(Now),
        NullLogger<PhotoWorker>.Instance);

    private string Message(string? batch = null, int index = 0, int attempt = 1) => JobMessage.Write(new(
        1, _job, batch, index, attempt, $"photos/{_job}.jpg", "match", JsonSerializer.SerializeToElement(new { top = 3 }), null));

    private async Task UploadAsync(int length) =>
        Assert.True(await _azurite.Blobs.TryCreateAsync("photos", $"{_job}.jpg", new byte[length], "image/jpeg", default));

    /// <summary>Gives the worker what it sent, until it sends no more.</summary>
    private async Task<List<int>> WorkOffAsync()
    {
        var attempts = new List<int>();
        while (await TakeAsync(Places.JobQueue) is [var (message, json)])
        {
            attempts.Add(json.GetProperty("attempt").GetInt32());
            await _worker.WorkAsync(message.Text!, 1, default);
        }
        return attempts;
    }

    /// <summary>Takes this job's messages out of a queue that other tests use too.</summary>
    private async Task<List<(QueuedMessage Message, JsonElement Json)>> TakeAsync(string name)
    {
        var queue = _azurite.Queues.Queue(name);
        var mine = new List<(QueuedMessage, JsonElement)>();
        while (await queue.ReceiveAsync(32, TimeSpan.FromSeconds(1), default) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var json = JsonDocument.Parse(message.Text!).RootElement;
                if (json.GetProperty("job").GetString() == _job)
                    mine.Add((message, json));
                await queue.DeleteAsync(message, default);
            }
        }
        return mine;
    }

    private async Task FailedAsync(string code, int attempts)
    {
        var result = await ResultAsync();
        Assert.Equal(("failed", code, attempts), (
            result.GetProperty("status").GetString(), result.GetProperty("error").GetProperty("code").GetString(), result.GetProperty("attempts").GetInt32()));
        Assert.NotEmpty(result.GetProperty("error").GetProperty("detail").GetString()!);
        Assert.Equal("failed", Assert.Single(await TakeAsync(Places.ResultQueue)).Json.GetProperty("status").GetString());
    }

    private Task<JsonElement> ResultAsync() => ReadAsync("results");

    private Task<JsonElement> PoisonAsync() => ReadAsync("poison");

    private async Task<JsonElement> ReadAsync(string container)
    {
        var blob = await _azurite.Blobs.ReadAsync(container, $"{_job}.json", 100_000, default);
        return JsonDocument.Parse(Encoding.UTF8.GetString(blob!.Content.Span)).RootElement;
    }
}
