using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Storage;

namespace CelebFunctions.Batches.Tests.Jobs;

/// <summary>Jobs that fail by accident, and those that lose their worker.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RetryTests(AzuriteFixture azurite) : WorkerTest(azurite)
{
    [Fact]
    public async Task What_fails_by_accident_is_sent_again_until_it_succeeds()
    {
        await UploadAsync(10);
        Operations.Before = (run, _) => run < 3 ? throw new TimeoutException("as the test wants it") : Task.CompletedTask;

        await Worker.WorkAsync(Message(), 1, default);
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
        Operations.Before = (_, _) => throw new TimeoutException("as the test wants it");
        var message = Message(batch: "album", index: 7, attempt: 2);

        await NewWorker(Store, TimeSpan.FromSeconds(1.25)).WorkAsync(message, 1, default);

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
        Operations.Before = (_, _) => throw new TimeoutException("as the test wants it");

        await Worker.WorkAsync(Message(), 1, default);
        var attempts = await WorkOffAsync();

        Assert.Equal([2, 3, 4, 5], attempts);
        Assert.Equal(5, Operations.Runs);
        await FailedAsync("internal-error", attempts: 5);
        var poison = await PoisonAsync();
        Assert.Equal(5, JobMessage.Read(poison.GetProperty("message").GetString()!).Attempt);
        Assert.Equal("internal-error", poison.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_message_whose_worker_was_lost_is_tried_again_apart_from_those_that_were_lost_with_it()
    {
        await UploadAsync(10);

        await Worker.WorkAsync(Message(), 2, default);

        Assert.Equal(0, Operations.Runs);
        var again = Assert.Single(await TakeAsync(Places.JobQueue));
        Assert.Equal(2, again.Json.GetProperty("attempt").GetInt32());
        await Worker.WorkAsync(again.Message.Text!, 1, default);
        Assert.Equal("succeeded", (await ResultAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task After_five_lost_workers_it_fails_and_its_message_is_kept()
    {
        await UploadAsync(10);

        await Worker.WorkAsync(Message(attempt: 5), 2, default);

        await FailedAsync("worker-lost", attempts: 5);
        Assert.Equal(Message(attempt: 5), (await PoisonAsync()).GetProperty("message").GetString());
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task A_message_whose_worker_was_lost_after_the_result_is_told_of_and_not_tried_again()
    {
        await UploadAsync(10);
        await Worker.WorkAsync(Message(), 1, default);

        await Worker.WorkAsync(Message(), 2, default);

        Assert.Equal(1, Operations.Runs);
        Assert.Empty(await TakeAsync(Places.JobQueue));
        Assert.Equal(2, (await TakeAsync(Places.ResultQueue)).Count);
    }

    [Fact]
    public async Task A_message_that_the_trigger_gave_up_fails_and_is_kept()
    {
        await Worker.GiveUpAsync(Message(batch: "album", index: 3), default);

        await FailedAsync("worker-lost", attempts: 1);
        Assert.Equal(Message(batch: "album", index: 3), (await PoisonAsync()).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_message_that_the_trigger_gave_up_after_its_result_changes_nothing()
    {
        await UploadAsync(10);
        await Worker.WorkAsync(Message(), 1, default);
        var result = await ResultAsync();

        await Worker.GiveUpAsync(Message(), default);

        Assert.Equal(result.GetRawText(), (await ResultAsync()).GetRawText());
        Assert.Null(await Azurite.Blobs.ReadAsync("poison", $"{Job}.json", 10_000, default));
        Assert.Equal(2, (await TakeAsync(Places.ResultQueue)).Count);
    }

    [Fact]
    public async Task A_worker_that_stops_leaves_the_message_to_others()
    {
        await UploadAsync(10);
        using var stop = new CancellationTokenSource();
        Operations.Before = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Worker.WorkAsync(Message(), 1, stop.Token));

        Assert.Null(await Store.FindResultAsync(Job, default));
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task Where_storage_fails_the_message_stays_with_the_trigger()
    {
        var nowhere = new StorageConnection
        {
            ConnectionString = Azurite.ConnectionString.Replace("devstoreaccount1;Acc", "nobody;Acc", StringComparison.Ordinal),
        };

        await Assert.ThrowsAsync<StorageException>(
            () => NewWorker(new(new(nowhere), new(nowhere), MaxPhotoBytes)).WorkAsync(Message(), 1, default));
    }
}
