using System.Text;
using CelebFunctions.Batches.Albums;
using CelebFunctions.LocalHost.Tests;
using CsCheck;

namespace CelebFunctions.Batches.Tests.Albums;

[Collection(AzuriteCollection.Name)]
public sealed class BatchEraserTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TestBatches _batches = new(azurite);

    public Task InitializeAsync() => _batches.EnsureAsync();

    public Task DisposeAsync() => _batches.TakeAsync();

    [Fact]
    public async Task A_job_in_work_while_its_batch_is_erased_leaves_nothing_behind()
    {
        _batches.Operations.Picture = new(new byte[] { 1, 2, 3 }, "image/webp", ".webp");
        TaskCompletionSource began = new(), go = new();
        var batch = await _batches.StartAsync(8);
        await _batches.NewWorker().WorkAsync((await _batches.TakeOneAsync())!, 1, default);
        _batches.Operations.Before = async (_, _) =>
        {
            began.SetResult();
            await go.Task;
        };
        var working = _batches.NewWorker().WorkAsync((await _batches.TakeOneAsync())!, 1, default);
        await began.Task;

        Assert.True(await _batches.Eraser.EraseAsync(batch.Id, default));
        go.SetResult();
        await working;

        Assert.Equal([$"batches/{batch.Id}.json"], await _batches.TracesOfAsync(batch.Id));
        var stone = Encoding.UTF8.GetString((await azurite.Blobs.ReadAsync("batches", $"{batch.Id}.json", 10_000, default))!.Content.Span);
        Assert.DoesNotContain("secret", stone, StringComparison.Ordinal);
        // What still stands in the queue begins no more.
        var runs = _batches.Operations.Runs;
        Assert.Equal(3, await _batches.WorkOffAsync());
        Assert.Equal(runs, _batches.Operations.Runs);
        Assert.Equal([$"batches/{batch.Id}.json"], await _batches.TracesOfAsync(batch.Id));
        Assert.Empty(_batches.Completed);
    }

    [Fact]
    public async Task Whenever_a_batch_is_erased_and_however_its_jobs_end_nothing_is_left() =>
        await Gen.Select(Gen.Int[1, 12], Gen.Int[0, 40], Gen.Bool, Gen.Int[0, 2]).SampleAsync(
            async (photos, milliseconds, stranger, poisoned) =>
            {
                _batches.Operations.Picture = new(new byte[] { 1, 2, 3 }, "image/webp", ".webp");
                _batches.Operations.Before = (run, token) => run % 5 == 0 ? throw new TimeoutException("As it was drawn.") : Task.Delay(run % 3, token);
                var batch = await _batches.StartAsync(photos);
                var taken = await _batches.TakeAsync();

                var working = taken.Select((message, at) => Task.Run(() => at < poisoned
                    ? _batches.NewWorker().GiveUpAsync(message, default)
                    : _batches.NewWorker().WorkAsync(message, 1, default))).ToList();
                await Task.Delay(milliseconds);
                await Task.WhenAll(Enumerable.Range(0, stranger ? 2 : 1).Select(_ => _batches.Eraser.EraseAsync(batch.Id, default)));
                await Task.WhenAll(working);
                await _batches.WorkOffAsync();
                // Late by a day.
                foreach (var message in taken)
                    await _batches.NewWorker().WorkAsync(message, 2, default);

                Assert.Equal([$"batches/{batch.Id}.json"], await _batches.TracesOfAsync(batch.Id));
                Assert.Equal(BatchState.Canceled, (await _batches.FindAsync(batch))!.State);
            },
            iter: 15,
            threads: 1);

    [Fact]
    public async Task A_job_that_comes_when_even_the_record_is_gone_does_nothing()
    {
        var batch = await _batches.StartAsync(1);
        var message = (await _batches.TakeOneAsync())!;
        await _batches.NewWorker().WorkAsync(message, 1, default);
        _batches.Time.Advance(TimeSpan.FromHours(25));
        await _batches.NewUpkeep().RunAsync(default);

        await _batches.NewWorker().WorkAsync(message, 1, default);
        await _batches.NewWorker().GiveUpAsync(message, default);

        Assert.Empty(await _batches.TracesOfAsync(batch.Id));
        Assert.Equal(1, _batches.Operations.Runs);
    }

    [Fact]
    public async Task What_an_eraser_that_died_left_and_what_came_by_links_later_is_erased_by_upkeep()
    {
        var id = BatchId.New(_batches.Time.GetUtcNow());
        var batch = await _batches.Intake.CreateAsync(id, new(2, "match", null, null, null, "f"), byLinks: true, default);
        await _batches.Eraser.EraseAsync(id, default);
        await _batches.Intake.AddPhotoAsync(id, 1, new byte[5], default);

        _batches.Time.Advance(TimeSpan.FromMinutes(5));
        await _batches.NewUpkeep().RunAsync(default);
        Assert.Equal([$"batches/{id}.json"], await _batches.TracesOfAsync(id));
        await _batches.Intake.AddPhotoAsync(id, 0, new byte[5], default);
        _batches.Time.SetUtcNow(batch.UploadsUntil!.Value.AddMinutes(1));
        await _batches.NewUpkeep().RunAsync(default);

        Assert.Equal([$"batches/{id}.json"], await _batches.TracesOfAsync(id));
        Assert.Null(await _batches.Intake.StartAsync(id, null, default));
    }
}
