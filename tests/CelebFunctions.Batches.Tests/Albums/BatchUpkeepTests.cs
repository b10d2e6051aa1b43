using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Batches.Tests.Albums;

[Collection(AzuriteCollection.Name)]
public sealed class BatchUpkeepTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TestBatches _batches = new(azurite);

    public Task InitializeAsync() => _batches.EnsureAsync();

    public Task DisposeAsync() => _batches.TakeAsync();

    [Fact]
    public async Task Jobs_that_were_lost_are_sent_again_once_however_many_instances_look()
    {
        var batch = await _batches.StartAsync(10);
        var messages = await _batches.TakeAsync();
        await _batches.NewWorker().WorkAsync(messages[2], 1, default);
        await _batches.TakeAsync();

        await _batches.NewUpkeep().RunAsync(default);
        Assert.Equal(0, await _batches.QueuedAsync());
        _batches.Time.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _batches.NewUpkeep().RunAsync(default)));
        var again = await _batches.TakeAsync();
        await _batches.NewUpkeep().RunAsync(default);

        Assert.Equal([0, 1, 3, 6], again.Select(text => JobMessage.Read(text).Index).Order());
        Assert.Equal(0, await _batches.QueuedAsync());
        foreach (var message in again)
            await _batches.NewWorker().WorkAsync(message, 1, default);
        await _batches.WorkOffAsync();
        Assert.Equal(BatchState.Succeeded, (await _batches.FindAsync(batch))!.State);
        Assert.Single(_batches.Completed);
    }

    [Fact]
    public async Task While_the_queue_is_long_a_job_that_waits_does_not_count_as_lost_soon()
    {
        await _batches.StartAsync(10);

        _batches.Time.Advance(TimeSpan.FromMinutes(10));
        await _batches.NewUpkeep().RunAsync(default);

        Assert.Equal(4, await _batches.QueuedAsync());
    }

    [Fact]
    public async Task A_batch_whose_last_worker_died_is_made_done_by_upkeep_or_by_whoever_asks()
    {
        var (first, second) = (await _batches.StartAsync(2), await _batches.StartAsync(2));
        // Results without anything behind them: as copies of another batch's.
        foreach (var batch in new[] { first, second })
        {
            foreach (var index in new[] { 0, 1 })
                await azurite.Blobs.TryCreateAsync("results", $"{batch.Id}-{index:00000}.json", "{}"u8.ToArray(), "application/json", default);
        }

        Assert.Equal(BatchState.Succeeded, (await _batches.Progress.CountAsync(first, default)).State);
        await _batches.NewUpkeep().RunAsync(default);

        Assert.Equal(BatchState.Succeeded, (await _batches.FindAsync(second))!.State);
        Assert.Equal([first.Id, second.Id], _batches.Completed);
    }

    [Fact]
    public async Task What_could_not_be_told_of_a_batch_is_told_later_and_then_no_more()
    {
        _batches.DeafTimes = 1;
        var batch = await _batches.StartAsync(1);
        await _batches.WorkOffAsync();
        Assert.Empty(_batches.Completed);
        Assert.Equal(BatchState.Succeeded, (await _batches.FindAsync(batch))!.State);

        for (var run = 0; run < 3; run++)
        {
            _batches.Time.Advance(TimeSpan.FromMinutes(5));
            await _batches.NewUpkeep().RunAsync(default);
        }

        Assert.Equal([batch.Id], _batches.Completed);
    }

    [Fact]
    public async Task After_a_day_nothing_is_left_of_a_batch_that_ended_or_never_began()
    {
        var ended = await _batches.StartAsync(3);
        await _batches.WorkOffAsync();
        var never = await _batches.CreateAsync(3);
        var erased = await _batches.StartAsync(3);
        await _batches.Eraser.EraseAsync(erased.Id, default);

        _batches.Time.Advance(TimeSpan.FromHours(23));
        await _batches.NewUpkeep().RunAsync(default);
        Assert.NotNull(await _batches.FindAsync(ended));
        Assert.NotNull(await _batches.FindAsync(never));
        _batches.Time.Advance(TimeSpan.FromHours(1.1));
        await _batches.NewUpkeep().RunAsync(default);

        foreach (var batch in new[] { ended, never, erased })
            Assert.Empty(await _batches.TracesOfAsync(batch.Id));
    }

    [Fact]
    public async Task What_belongs_to_no_batch_goes_by_age_and_a_batch_that_runs_keeps_what_it_has()
    {
        var job = AzuriteFixture.NewName("job");
        await azurite.Blobs.TryCreateAsync("photos", $"somewhere/{job}.jpg", new byte[1], "image/jpeg", default);
        await azurite.Blobs.TryCreateAsync("results", $"{job}.json", new byte[1], "application/json", default);
        await azurite.Blobs.TryCreateAsync("poison", $"{job}.json", new byte[1], "application/json", default);
        await azurite.Blobs.TryCreateAsync("photos", $"{BatchId.New(_batches.Time.GetUtcNow())}/00000", new byte[1], "image/jpeg", default);
        await new IdempotencyKeys(azurite.Blobs, _batches.Store, _batches.Time).ClaimAsync(null, job, BatchId.New(_batches.Time.GetUtcNow()), default);
        var running = await _batches.StartAsync(6);
        await _batches.NewWorker().WorkAsync((await _batches.TakeOneAsync())!, 1, default);

        _batches.Time.Advance(TimeSpan.FromHours(23));
        await _batches.NewUpkeep().RunAsync(default);
        Assert.True(await azurite.Blobs.ExistsAsync("results", $"{job}.json", default));
        _batches.Time.Advance(TimeSpan.FromHours(1.1));
        await _batches.NewUpkeep().RunAsync(default);

        var (photos, results) = (await NamesAsync("photos"), await NamesAsync("results"));
        Assert.Equal(Enumerable.Range(0, 6).Select(index => $"{running.Id}/{index:00000}"), photos);
        Assert.Equal([$"{running.Id}-00000.json"], results);
        Assert.Empty(await NamesAsync("poison"));
        Assert.Empty(await NamesAsync("idempotency"));
        await _batches.Eraser.EraseAsync(running.Id, default);
    }

    [Fact]
    public async Task A_key_whose_call_came_to_nothing_is_free_after_a_while()
    {
        var keys = new IdempotencyKeys(azurite.Blobs, _batches.Store, _batches.Time);
        var (key, first, second) = (AzuriteFixture.NewName("key"), BatchId.New(_batches.Time.GetUtcNow()), BatchId.New(_batches.Time.GetUtcNow()));

        Assert.True((await keys.ClaimAsync(null, key, first, default)).Mine);
        Assert.Equal((false, null), await keys.ClaimAsync(null, key, second, default));
        Assert.True((await keys.ClaimAsync("somebody else", key, second, default)).Mine);
        _batches.Time.Advance(TimeSpan.FromMinutes(6));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => keys.ClaimAsync(null, key, second, default)));

        Assert.Single(claims, claim => claim.Mine);
    }

    private async Task<string[]> NamesAsync(string container) => await azurite.Blobs.ListAsync(container, "", default).ToArrayAsync();
}
