using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Batches.Tests.Albums;

[Collection(AzuriteCollection.Name)]
public sealed class BatchWindowTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TestBatches _batches = new(azurite);

    public Task InitializeAsync() => _batches.EnsureAsync();

    public Task DisposeAsync() => _batches.TakeAsync();

    [Fact]
    public async Task A_batch_has_a_few_jobs_in_the_queue_until_each_photo_has_its_result()
    {
        var batch = await _batches.StartAsync(30, uploaded: 25);
        Assert.Equal(4, await _batches.QueuedAsync());

        var (worked, most) = (0, 0);
        for (; await _batches.TakeOneAsync() is { } message; worked++)
        {
            await _batches.NewWorker().WorkAsync(message, 1, default);
            most = Math.Max(most, await _batches.QueuedAsync());
        }

        var done = (await _batches.FindAsync(batch))!;
        Assert.Equal((30, 4), (worked, most));
        Assert.Equal((BatchState.Succeeded, 30, 5), (done.State, done.Done, done.Failed));
        Assert.Equal([batch.Id], _batches.Completed);
        Assert.NotNull(done.AnnouncedAt);
    }

    [Fact]
    public async Task A_thousand_photos_do_not_keep_three_of_somebody_else_waiting()
    {
        var large = await _batches.StartAsync(1000, uploaded: 0);
        var small = await _batches.StartAsync(3);

        var worked = 0;
        for (; (await _batches.FindAsync(small))!.State == BatchState.Running; worked++)
            await _batches.NewWorker().WorkAsync((await _batches.TakeOneAsync())!, 1, default);

        // Those of the large one that were there before, and the three.
        Assert.Equal(4 + 3, worked);
        var counted = await _batches.Progress.CountAsync((await _batches.FindAsync(large))!, default);
        Assert.Equal((BatchState.Running, 4), (counted.State, counted.Done));
    }

    [Fact]
    public async Task Messages_that_come_twice_do_not_multiply()
    {
        var batch = await _batches.StartAsync(20);

        var worked = 0;
        for (; await _batches.TakeOneAsync() is { } message; worked++)
        {
            await _batches.NewWorker().WorkAsync(message, 1, default);
            await _batches.NewWorker().WorkAsync(message, 1, default);
        }

        Assert.Equal((20, 20), (worked, _batches.Operations.Runs));
        Assert.Equal(20, (await _batches.FindAsync(batch))!.Done);
        Assert.Single(_batches.Completed);
    }

    [Fact]
    public async Task A_job_that_fails_by_accident_or_is_given_up_holds_up_nobody()
    {
        var batch = await _batches.StartAsync(12);
        _batches.Operations.Before = (run, _) => run is 2 or 4 or 6 ? throw new TimeoutException("As the test wants it.") : Task.CompletedTask;
        await _batches.NewWorker().GiveUpAsync((await _batches.TakeOneAsync())!, default);

        await _batches.WorkOffAsync();

        var done = (await _batches.FindAsync(batch))!;
        Assert.Equal((BatchState.Succeeded, 12, 1), (done.State, done.Done, done.Failed));
    }

    [Fact]
    public async Task A_worker_that_died_between_result_and_next_job_is_made_up_for_when_its_message_comes_again()
    {
        var batch = await _batches.StartAsync(5);
        var messages = await _batches.TakeAsync();
        // The result without anything behind it.
        await azurite.Blobs.TryCreateAsync("results", $"{batch.Id}-00000.json", await ResultLikeAsync(messages[1]), "application/json", default);

        await _batches.NewWorker().WorkAsync(messages[0], 2, default);
        await _batches.NewWorker().WorkAsync(messages[0], 2, default);

        Assert.Equal(2, await _batches.WorkOffAsync());
        Assert.True(await _batches.Store.HasEndedAsync(batch.Id, 4, default));
    }

    [Fact]
    public async Task A_job_that_only_says_that_it_is_in_a_batch_moves_nothing()
    {
        var batch = await _batches.StartAsync(9);
        await _batches.TakeAsync();

        var forged = JobMessage.Write(new(1, AzuriteFixture.NewName("job"), batch.Id, 0, 1, $"photos/{batch.Id}/00000", "match", null, null));
        await _batches.NewWorker().WorkAsync(forged, 1, default);

        Assert.Equal(0, await _batches.QueuedAsync());
        Assert.Equal(0, (await _batches.Progress.CountAsync(batch, default)).Done);
    }

    private async Task<byte[]> ResultLikeAsync(string message)
    {
        await _batches.NewWorker().WorkAsync(message, 1, default);
        var name = $"{JobMessage.Read(message).Job}.json";
        return (await azurite.Blobs.ReadAsync("results", name, 10_000, default))!.Content.ToArray();
    }
}
