using CelebFunctions.LocalHost.Tests.Timers;
using CelebFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests.Queues;

/// <summary>How messages reach their function, and how many at once.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class QueueTriggerTests(AzuriteFixture azurite) : QueueTriggerTest(azurite)
{
    [Fact]
    public async Task A_message_calls_the_function_with_its_text_and_what_came_with_it_and_is_deleted()
    {
        await SendAsync("{\"ä\": 1}");
        await using var host = await StartAsync();

        var run = await Runs.NextAsync();

        Assert.Equal("{\"ä\": 1}", run.Message);
        Assert.Equal("{\"ä\": 1}", run.Data["QueueTrigger"]);
        Assert.Equal(1, run.DequeueCount);
        Assert.Equal(
            ["DequeueCount", "ExpirationTime", "Id", "InsertionTime", "NextVisibleTime", "PopReceipt", "QueueTrigger"],
            run.Data.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(
            DateTimeOffset.Parse((string)run.Data["ExpirationTime"]!) - DateTimeOffset.Parse((string)run.Data["InsertionTime"]!),
            TimeSpan.FromDays(6.99),
            TimeSpan.FromDays(7.01));
        await UntilEmptyAsync(Queue);
    }

    [Fact]
    public async Task Where_host_json_says_so_messages_are_taken_as_they_are()
    {
        await Queue.SendRawAsync("no base64!", TimeSpan.Zero, default);
        await using var host = await StartAsync(("messageEncoding", "none"));

        Assert.Equal("no base64!", (await Runs.NextAsync()).Message);
    }

    [Fact]
    public async Task As_many_as_a_batch_run_at_once_and_the_next_batch_waits_for_all_of_them()
    {
        var turns = Turns();
        for (var i = 0; i < 7; i++)
            await SendAsync($"{i}");
        await using var host = await StartAsync(("batchSize", "3"), ("newBatchThreshold", "0"));

        await Runs.NextAsync(3);
        turns.Release(2);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Runs.Waiting);
        turns.Release(1);
        await Runs.NextAsync(3);
        turns.Release(4);
        await Runs.NextAsync(1);
        await UntilEmptyAsync(Queue);

        Assert.Equal(3, Runs.MostAtOnce);
    }

    [Fact]
    public async Task The_next_batch_comes_as_soon_as_no_more_than_the_threshold_run()
    {
        var turns = Turns();
        for (var i = 0; i < 6; i++)
            await SendAsync($"{i}");
        await using var host = await StartAsync(("batchSize", "2"), ("newBatchThreshold", "1"));

        await Runs.NextAsync(2);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(0, Runs.Waiting);
        turns.Release(1);
        // One still runs, and two more may come: three at once.
        await Runs.NextAsync(2);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 3), (Runs.Waiting, Runs.MostAtOnce));
        turns.Release(5);
        await Runs.NextAsync(2);
        await UntilEmptyAsync(Queue);
    }

    [Fact]
    public async Task A_queue_that_is_missing_is_asked_for_again_and_never_made()
    {
        Queue = Azurite.Queues.Queue(AzuriteFixture.NewName("later"));
        await using var host = await StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(404, (await Assert.ThrowsAsync<StorageException>(() => Queue.CountAsync(default))).Status);

        await Queue.EnsureAsync(default);
        await SendAsync("there");

        Assert.Equal("there", (await Runs.NextAsync()).Message);
    }

    [Fact]
    public async Task An_empty_queue_is_looked_at_less_and_less_until_a_message_comes()
    {
        var time = new WatchedTime(new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        await using var host = await StartAsync(
            services => services.AddSingleton<TimeProvider>(time), ("maxPollingInterval", "00:00:00.500"));

        // 100 ms, then 100 ms and 80 to 120 % of 100, 200, 400 ms; never over the longest.
        double[][] waits = [[100, 100], [180, 220], [260, 340], [420, 500], [500, 500]];
        foreach (var wait in waits)
        {
            var next = await time.NextWaitAsync();
            Assert.InRange(next.TotalMilliseconds, wait[0], wait[1]);
            if (wait == waits[^1])
                await SendAsync("awake");
            time.Advance(next);
        }
        Assert.Equal("awake", (await Runs.NextAsync()).Message);

        // Half of the message's invisibility, and then the queue again.
        var renewalAndLook = new[] { await time.NextWaitAsync(), await time.NextWaitAsync() };
        Assert.Contains(TimeSpan.FromMinutes(5), renewalAndLook);
        Assert.Contains(TimeSpan.FromMilliseconds(100), renewalAndLook);
    }
}
