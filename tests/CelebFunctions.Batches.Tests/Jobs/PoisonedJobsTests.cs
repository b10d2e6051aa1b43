using System.Text;
using System.Text.Json;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Tests.Albums;
using CelebFunctions.LocalHost.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace CelebFunctions.Batches.Tests.Jobs;

[Collection(AzuriteCollection.Name)]
public sealed class PoisonedJobsTests : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite;
    private readonly TestOperations _operations = new();
    private readonly JobStore _store;
    private readonly PhotoWorker _worker;
    private readonly PoisonedJobs _poison;
    private readonly string _job = AzuriteFixture.NewName("job");
    private readonly string _client = $"{Guid.NewGuid():N}";

    public PoisonedJobsTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _store = new(azurite.Blobs, azurite.Queues, 1000);
        _worker = new(_store, TestBatches.NoneIn(azurite, _store), _operations, new(TimeSpan.Zero, new(1)), TestMetrics.New(), TimeProvider.System, NullLogger<PhotoWorker>.Instance);
        _poison = new(azurite.Blobs, _store);
    }

    public async Task InitializeAsync()
    {
        await _store.EnsureAsync(default);
        await _azurite.Blobs.TryCreateAsync("photos", _job, new byte[10], "image/jpeg", default);
        _operations.Before = (_, _) => throw new TimeoutException("as the test wants it");
        await _worker.WorkAsync(JobMessage.Write(new(1, _job, "album", 3, 5, $"photos/{_job}", "match", null, null, _client)), 1, default);
        Assert.Equal(JobStatus.Failed, (await _store.FindResultAsync(_job, default))!.Status);
        _operations.Before = (_, _) => Task.CompletedTask;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_job_that_was_given_up_is_listed_and_succeeds_when_it_is_sent_again()
    {
        var listed = await _poison.ListAsync(default).SingleAsync(poisoned => poisoned.Job == _job);
        Assert.Equal(("internal-error", 5), (listed.Error.Code, PoisonedJobs.AttemptsOf(listed)));

        Assert.Equal(ReplayOutcome.Sent, await _poison.ReplayAsync(_job, default));

        Assert.False(await IsPoisonedAsync());
        Assert.Equal([1], await WorkOffAsync());
        var result = await _store.FindResultAsync(_job, default);
        Assert.Equal((JobStatus.Succeeded, 1, "album", 3), (result!.Status, result.Attempts, result.Batch, result.Index));
        var usage = await new UsageLog(_azurite.Blobs).ReadAsync(_client, DateOnly.FromDateTime(result.FinishedAt.UtcDateTime), default);
        Assert.Equal([new OperationUsage("match", 1, 1, 0)], usage.Operations);
    }

    public enum Killed { BeforeTheMessageIsSent, BeforeTheRecordIsGone }

    [Theory]
    [InlineData(Killed.BeforeTheMessageIsSent)]
    [InlineData(Killed.BeforeTheRecordIsGone)]
    public async Task Sending_again_that_was_killed_halfway_is_done_again(Killed killed)
    {
        // As such a kill leaves storage.
        await _azurite.Blobs.DeleteAsync("results", $"{_job}.json", default);
        if (killed == Killed.BeforeTheRecordIsGone)
            await _store.SendAsync(new(1, _job, "album", 3, 1, $"photos/{_job}", "match", null, null), TimeSpan.Zero, default);

        Assert.Equal(ReplayOutcome.Sent, await _poison.ReplayAsync(_job, default));

        Assert.All(await WorkOffAsync(), attempt => Assert.Equal(1, attempt));
        Assert.Equal(1, _operations.Runs - 1);
        Assert.Equal(JobStatus.Succeeded, (await _store.FindResultAsync(_job, default))!.Status);
        Assert.False(await IsPoisonedAsync());
    }

    [Fact]
    public async Task A_job_that_succeeded_meanwhile_keeps_its_result()
    {
        await _azurite.Blobs.DeleteAsync("results", $"{_job}.json", default);
        await _worker.WorkAsync(JobMessage.Write(new(1, _job, "album", 3, 1, $"photos/{_job}", "match", null, null)), 1, default);

        Assert.Equal(ReplayOutcome.Done, await _poison.ReplayAsync(_job, default));

        Assert.Empty(await WorkOffAsync());
        Assert.Equal(JobStatus.Succeeded, (await _store.FindResultAsync(_job, default))!.Status);
        Assert.False(await IsPoisonedAsync());
    }

    [Fact]
    public async Task A_job_that_fails_again_is_given_up_again()
    {
        var before = await RecordAsync();
        _operations.Before = (_, _) => throw new TimeoutException("as the test wants it");

        await _poison.ReplayAsync(_job, default);
        Assert.Equal([1, 2, 3, 4, 5], await WorkOffAsync());

        Assert.Equal(JobStatus.Failed, (await _store.FindResultAsync(_job, default))!.Status);
        Assert.NotEqual(before, await RecordAsync());
    }

    [Fact]
    public async Task A_record_written_anew_is_another_one_to_whoever_would_remove_the_old()
    {
        var old = await _azurite.Blobs.ReadAsync("poison", $"{_job}.json", 10_000, default);
        await _azurite.Blobs.DeleteAsync("results", $"{_job}.json", default);

        await _worker.GiveUpAsync(JobMessage.Write(new(1, _job, "album", 3, 1, $"photos/{_job}", "match", null, null)), default);

        Assert.False(await _azurite.Blobs.TryDeleteAsync("poison", $"{_job}.json", old!.ETag, default));
        Assert.True(await IsPoisonedAsync());
    }

    [Fact]
    public async Task What_was_never_given_up_and_what_is_no_job_is_not_sent()
    {
        Assert.Equal(ReplayOutcome.Unknown, await _poison.ReplayAsync(AzuriteFixture.NewName("job"), default));
        Assert.Equal(ReplayOutcome.Unknown, await _poison.ReplayAsync("../results/x", default));

        await _worker.GiveUpAsync($"rubbish {_job}", default);
        var rubbish = await _poison.ListAsync(default).SingleAsync(poisoned => poisoned.Message == $"rubbish {_job}");

        Assert.Equal(ReplayOutcome.Unreadable, await _poison.ReplayAsync(rubbish.Job, default));
        Assert.Empty(await WorkOffAsync());
    }

    private async Task<bool> IsPoisonedAsync() => await _azurite.Blobs.ReadAsync("poison", $"{_job}.json", 10_000, default) is not null;

    private async Task<string> RecordAsync() =>
        Encoding.UTF8.GetString((await _azurite.Blobs.ReadAsync("poison", $"{_job}.json", 10_000, default))!.Content.Span);

    /// <summary>Works off this test's messages and tells their attempts.</summary>
    private async Task<List<int>> WorkOffAsync()
    {
        var (queue, attempts) = (_azurite.Queues.Queue(Places.JobQueue), new List<int>());
        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), default) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await queue.DeleteAsync(message, default);
                using var json = JsonDocument.Parse(message.Text!);
                if (json.RootElement.GetProperty("job").GetString() != _job)
                    continue;
                attempts.Add(json.RootElement.GetProperty("attempt").GetInt32());
                await _worker.WorkAsync(message.Text!, 1, default);
            }
        }
        return attempts;
    }
}
