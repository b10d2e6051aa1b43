using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Batches.Tests.Albums;

[Collection(AzuriteCollection.Name)]
public sealed class BatchResultsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TestBatches _batches = new(azurite);

    public Task InitializeAsync() => _batches.EnsureAsync();

    public Task DisposeAsync() => _batches.TakeAsync();

    [Fact]
    public async Task A_result_appears_when_all_before_it_are_there()
    {
        var batch = await _batches.StartAsync(4);
        var messages = await _batches.TakeAsync();
        var seen = new List<int>();
        foreach (var index in new[] { 1, 3, 0, 2 })
        {
            await _batches.NewWorker().WorkAsync(messages[index], 1, default);
            seen.Add(await _batches.Results.CountAsync(batch, -1, default));
        }

        Assert.Equal([0, 0, 2, 4], seen);
        var behind = await Task.WhenAll(Enumerable.Range(0, 5).Select(after => _batches.Results.CountAsync(batch, after, default)));
        Assert.Equal([3, 2, 1, 0, 0], behind);
    }

    [Fact]
    public async Task Whoever_goes_on_behind_what_they_have_reads_each_result_once_and_in_order()
    {
        var batch = await _batches.StartAsync(40);
        var read = new List<int>();
        while (read.Count < 40)
        {
            if (await _batches.TakeOneAsync() is { } message)
                await _batches.NewWorker().WorkAsync(message, 1, default);
            var (first, count) = (read.Count, await _batches.Results.CountAsync(batch, read.Count - 1, default));
            await foreach (var line in _batches.Results.ReadAsync(batch, first, count, default))
                read.Add(System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("index").GetInt32());
        }

        Assert.Equal(Enumerable.Range(0, 40), read);
    }

    [Fact]
    public async Task One_answer_has_a_thousand_at_most()
    {
        var batch = await _batches.StartAsync(1003, uploaded: 0);
        await Parallel.ForAsync(0, 1003, async (index, token) =>
            await azurite.Blobs.TryCreateAsync("results", $"{batch.Id}-{index:00000}.json", "{}"u8.ToArray(), "application/json", token));

        Assert.Equal(1000, await _batches.Results.CountAsync(batch, -1, default));
        Assert.Equal(3, await _batches.Results.CountAsync(batch, 999, default));
        await _batches.Eraser.EraseAsync(batch.Id, default);
    }
}
