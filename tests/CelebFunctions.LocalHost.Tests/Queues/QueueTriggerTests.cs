using System.Net;
using CelebFunctions.LocalHost.Tests.Timers;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests.Queues;

/// <summary>Row by row what the real host's queue trigger does, against a real Azurite.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class QueueTriggerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Invisibility = "LocalHost:Invisibility";

    private readonly QueueRuns _runs = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MessageQueue _queue = null!;

    private MessageQueue Poison => azurite.Queues.Queue($"{_queue.Name}-poison");

    public async Task InitializeAsync() => _queue = await azurite.NewQueueAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_calls_the_function_with_its_text_and_what_came_with_it_and_is_deleted()
    {
        await SendAsync("{\"ä\": 1}");
        await using var host = await StartAsync();

        var run = await _runs.NextAsync();

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
        await UntilEmptyAsync(_queue);
    }

    [Fact]
    public async Task What_is_no_base64_goes_to_poison_as_it_is_and_the_others_go_on()
    {
        await _queue.SendRawAsync("no base64!", TimeSpan.Zero, default);
        await SendAsync("good");
        await using var host = await StartAsync();

        Assert.Equal("good", (await _runs.NextAsync()).Message);
        await UntilEmptyAsync(_queue);

        Assert.Equal("no base64!", (await PoisonedAsync()).Raw);
        Assert.Equal(0, _runs.Waiting);
    }

    [Fact]
    public async Task Where_host_json_says_so_messages_are_taken_as_they_are()
    {
        await _queue.SendRawAsync("no base64!", TimeSpan.Zero, default);
        await using var host = await StartAsync(("messageEncoding", "none"));

        Assert.Equal("no base64!", (await _runs.NextAsync()).Message);
    }

    [Fact]
    public async Task As_many_as_a_batch_run_at_once_and_the_next_batch_waits_for_all_of_them()
    {
        var turns = Turns();
        for (var i = 0; i < 7; i++)
            await SendAsync($"{i}");
        await using var host = await StartAsync(("batchSize", "3"), ("newBatchThreshold", "0"));

        await _runs.NextAsync(3);
        turns.Release(2);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _runs.Waiting);
        turns.Release(1);
        await _runs.NextAsync(3);
        turns.Release(4);
        await _runs.NextAsync(1);
        await UntilEmptyAsync(_queue);

        Assert.Equal(3, _runs.MostAtOnce);
    }

    [Fact]
    public async Task The_next_batch_comes_as_soon_as_no_more_than_the_threshold_run()
    {
        var turns = Turns();
        for (var i = 0; i < 6; i++)
            await SendAsync($"{i}");
        await using var host = await StartAsync(("batchSize", "2"), ("newBatchThreshold", "1"));

        await _runs.NextAsync(2);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _runs.Waiting);
        turns.Release(1);
        // One still runs, and two more may come: three at once.
        await _runs.NextAsync(2);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 3), (_runs.Waiting, _runs.MostAtOnce));
        turns.Release(5);
        await _runs.NextAsync(2);
        await UntilEmptyAsync(_queue);
    }

    [Fact]
    public async Task A_queue_that_is_missing_is_asked_for_again_and_never_made()
    {
        _queue = azurite.Queues.Queue(AzuriteFixture.NewName("later"));
        await using var host = await StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(404, (await Assert.ThrowsAsync<StorageException>(() => _queue.CountAsync(default))).Status);

        await _queue.EnsureAsync(default);
        await SendAsync("there");

        Assert.Equal("there", (await _runs.NextAsync()).Message);
    }

    [Fact]
    public async Task A_message_that_takes_long_stays_hidden_and_is_deleted_by_its_latest_receipt()
    {
        _runs.Does = (_, token) => Task.Delay(TimeSpan.FromSeconds(12), token);
        await SendAsync("long");
        // Another instance would get it, were it ever seen in between.
        await using var host = await StartAsync((Invisibility, "00:00:05"));
        await using var other = await StartAsync((Invisibility, "00:00:05"));

        await _runs.NextAsync();
        await UntilEmptyAsync(_queue);

        Assert.Equal(0, _runs.Waiting);
    }

    [Fact]
    public async Task A_worker_that_dies_leaves_its_message_to_others_when_its_time_is_over()
    {
        await SendAsync("dropped");
        Assert.Single(await _queue.ReceiveAsync(1, TimeSpan.FromSeconds(3), default));
        await using var host = await StartAsync();

        Assert.Equal(2, (await _runs.NextAsync()).DequeueCount);
    }

    [Fact]
    public async Task A_message_that_somebody_else_deleted_meanwhile_does_no_harm()
    {
        _runs.Does = async (run, token) =>
        {
            if (run.Message == "lost")
                Assert.True(await _queue.DeleteAsync(new((string)run.Data["Id"]!, (string)run.Data["PopReceipt"]!, "", 0, null, null, null), token));
        };
        await SendAsync("lost");
        await using var host = await StartAsync();
        await _runs.NextAsync();

        await SendAsync("next");

        Assert.Equal("next", (await _runs.NextAsync()).Message);
        await UntilEmptyAsync(_queue);
    }

    [Fact]
    public async Task A_message_that_fails_comes_again_at_once_and_after_five_times_is_a_new_one_in_the_poison_queue()
    {
        _runs.Does = (_, _) => throw new InvalidOperationException("as the test wants it");
        await SendAsync("bad");
        await using var host = await StartAsync();

        var runs = new List<QueueRun>();
        while (runs.Count < 5)
            runs.Add(await _runs.NextAsync());
        await UntilEmptyAsync(_queue);

        Assert.Equal([1, 2, 3, 4, 5], runs.Select(run => run.DequeueCount));
        Assert.Equal(0, _runs.Waiting);
        var poison = await PoisonedAsync();
        Assert.Equal("bad", poison.Text);
        Assert.Equal(1, poison.DequeueCount);
        Assert.NotEqual(runs[0].Data["Id"], poison.Id);
    }

    [Fact]
    public async Task A_message_that_fails_waits_as_long_as_host_json_says()
    {
        _runs.Does = (run, _) => run.DequeueCount == 1 ? throw new InvalidOperationException("as the test wants it") : Task.CompletedTask;
        await SendAsync("bad");
        await using var host = await StartAsync(("visibilityTimeout", "00:00:04"));

        var first = await _runs.NextAsync();
        var second = await _runs.NextAsync();

        // Azurite counts in whole seconds.
        Assert.InRange(second.At - first.At, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_message_that_was_received_too_often_is_poison_before_the_function_is_called()
    {
        await SendAsync("deadly");
        for (var worker = 0; worker < 2; worker++)
            await _queue.HideAsync(Assert.Single(await _queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default)), TimeSpan.Zero, default);
        await using var host = await StartAsync(("maxDequeueCount", "2"));

        Assert.Equal("deadly", (await PoisonedAsync()).Text);
        await UntilEmptyAsync(_queue);
        Assert.Equal(0, _runs.Waiting);
    }

    [Fact]
    public async Task What_fails_in_a_poison_queue_stays_there_hidden_for_its_time()
    {
        _queue = Poison;
        await _queue.EnsureAsync(default);
        _runs.Does = (_, _) => throw new InvalidOperationException("as the test wants it");
        await SendAsync("bad");
        await using var host = await StartAsync((Invisibility, "00:00:04"), ("maxDequeueCount", "1"));

        await _runs.NextAsync();
        await Task.Delay(TimeSpan.FromSeconds(7));

        Assert.Equal(0, _runs.Waiting);
        Assert.Equal(1, await _queue.CountAsync(default));
        Assert.Equal(404, (await Assert.ThrowsAsync<StorageException>(() => Poison.CountAsync(default))).Status);
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
        Assert.Equal("awake", (await _runs.NextAsync()).Message);

        // Half of the message's invisibility, and then the queue again.
        var renewalAndLook = new[] { await time.NextWaitAsync(), await time.NextWaitAsync() };
        Assert.Contains(TimeSpan.FromMinutes(5), renewalAndLook);
        Assert.Contains(TimeSpan.FromMilliseconds(100), renewalAndLook);
    }

    [Fact]
    public async Task When_the_host_stops_functions_are_told_and_what_they_leave_is_seen_at_once()
    {
        _runs.Does = (_, token) => Task.Delay(TimeSpan.FromMinutes(5), token);
        await SendAsync("long");
        await using var host = await StartAsync();
        await _runs.NextAsync();

        await host.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(["long"], _runs.Cancelled);
        var message = Assert.Single(await _queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default));
        Assert.Equal(("long", 2), (message.Text, message.DequeueCount));
    }

    [Fact]
    public async Task When_the_host_stops_what_goes_on_to_its_end_is_waited_for_and_deleted()
    {
        _runs.Does = (_, _) => _release.Task;
        await SendAsync("last");
        await using var host = await StartAsync();
        await _runs.NextAsync();

        var stopped = host.App.StopAsync();
        await SendAsync("too late");
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(stopped.IsCompleted);
        _release.SetResult();
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));

        var left = Assert.Single(await _queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), default));
        Assert.Equal(("too late", 1), (left.Text, left.DequeueCount));
    }

    [Fact]
    public async Task Storage_that_goes_away_and_comes_back_loses_nothing()
    {
        await using var host = await StartAsync((Invisibility, "00:00:05"));
        _runs.Does = (_, _) => _release.Task;
        await SendAsync("before");
        await _runs.NextAsync();

        await azurite.StopAsync();
        _release.SetResult();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await azurite.StartAsync();
        await SendAsync("after");

        string[] seen = [(await _runs.NextAsync()).Message];
        while (!seen.Contains("after"))
            seen = [.. seen, (await _runs.NextAsync()).Message];
        await UntilEmptyAsync(_queue);
    }

    [Fact]
    public async Task Without_storage_everything_else_is_served()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(QueuedFunction)], builder => builder.Services.AddSingleton(_runs), ("AzureWebJobsStorage", ""), ("Test:Queue", _queue.Name));

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/admin/host/ping")).StatusCode);
        Assert.Contains(_queue.Name, await host.Client.GetStringAsync("/admin/functions"), StringComparison.Ordinal);
    }

    private Task SendAsync(string text) => _queue.SendAsync(text, TimeSpan.Zero, default);

    private SemaphoreSlim Turns()
    {
        var turns = new SemaphoreSlim(0);
        _runs.Does = (_, token) => turns.WaitAsync(token);
        return turns;
    }

    private Task<TestHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    private Task<TestHost> StartAsync(Action<IServiceCollection> configure, params (string Key, string Value)[] settings) => TestHost.StartAsync(
        [typeof(QueuedFunction)],
        builder => configure(builder.Services.AddSingleton(_runs)),
        [
            ("AzureWebJobsStorage", azurite.ConnectionString),
            ("Test:Queue", _queue.Name),
            .. settings.Select(setting => setting.Key.Contains(':') ? setting : ($"AzureFunctionsJobHost:extensions:queues:{setting.Key}", setting.Value)),
        ]);

    private static async Task UntilEmptyAsync(MessageQueue queue)
    {
        for (var look = 0; await queue.CountAsync(default) > 0; look++)
        {
            Assert.True(look < 300, "Messages stayed in the queue.");
            await Task.Delay(100);
        }
    }

    private async Task<QueuedMessage> PoisonedAsync()
    {
        for (var look = 0; look < 300; look++)
        {
            try
            {
                if (await Poison.ReceiveAsync(32, TimeSpan.FromMinutes(1), default) is [var message])
                    return message;
            }
            catch (StorageException error) when (error.Status == 404)
            {
                // The first poison message makes the queue.
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("No message came into the poison queue.");
    }
}
