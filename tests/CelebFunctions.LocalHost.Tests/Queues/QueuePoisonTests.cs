using CelebFunctions.Storage;

namespace CelebFunctions.LocalHost.Tests.Queues;

/// <summary>What becomes of messages that fail.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class QueuePoisonTests(AzuriteFixture azurite) : QueueTriggerTest(azurite)
{
    [Fact]
    public async Task What_is_no_base64_goes_to_poison_as_it_is_and_the_others_go_on()
    {
        await Queue.SendRawAsync("no base64!", TimeSpan.Zero, default);
        await SendAsync("good");
        await using var host = await StartAsync();

        Assert.Equal("good", (await Runs.NextAsync()).Message);
        await UntilEmptyAsync(Queue);

        Assert.Equal("no base64!", (await PoisonedAsync()).Raw);
        Assert.Equal(0, Runs.Waiting);
    }

    [Fact]
    public async Task A_message_that_fails_comes_again_at_once_and_after_five_times_is_a_new_one_in_the_poison_queue()
    {
        Runs.Does = (_, _) => throw new InvalidOperationException("as the test wants it");
        await SendAsync("bad");
        await using var host = await StartAsync();

        var runs = new List<QueueRun>();
        while (runs.Count < 5)
            runs.Add(await Runs.NextAsync());
        await UntilEmptyAsync(Queue);

        Assert.Equal([1, 2, 3, 4, 5], runs.Select(run => run.DequeueCount));
        Assert.Equal(0, Runs.Waiting);
        var poison = await PoisonedAsync();
        Assert.Equal("bad", poison.Text);
        Assert.Equal(1, poison.DequeueCount);
        Assert.NotEqual(runs[0].Data["Id"], poison.Id);
    }

    [Fact]
    public async Task A_message_that_fails_waits_as_long_as_host_json_says()
    {
        Runs.Does = (run, _) => run.DequeueCount == 1 ? throw new InvalidOperationException("as the test wants it") : Task.CompletedTask;
        await SendAsync("bad");
        await using var host = await StartAsync(("visibilityTimeout", "00:00:04"));

        var first = await Runs.NextAsync();
        var second = await Runs.NextAsync();

        // Azurite counts in whole seconds.
        Assert.InRange(second.At - first.At, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_message_that_was_received_too_often_is_poison_before_the_function_is_called()
    {
        await SendAsync("deadly");
        for (var worker = 0; worker < 2; worker++)
            await Queue.HideAsync(Assert.Single(await Queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default)), TimeSpan.Zero, default);
        await using var host = await StartAsync(("maxDequeueCount", "2"));

        Assert.Equal("deadly", (await PoisonedAsync()).Text);
        await UntilEmptyAsync(Queue);
        Assert.Equal(0, Runs.Waiting);
    }

    [Fact]
    public async Task What_fails_in_a_poison_queue_stays_there_hidden_for_its_time()
    {
        Queue = Poison;
        await Queue.EnsureAsync(default);
        Runs.Does = (_, _) => throw new InvalidOperationException("as the test wants it");
        await SendAsync("bad");
        await using var host = await StartAsync((Invisibility, "00:00:04"), ("maxDequeueCount", "1"));

        await Runs.NextAsync();
        await Task.Delay(TimeSpan.FromSeconds(7));

        Assert.Equal(0, Runs.Waiting);
        Assert.Equal(1, await Queue.CountAsync(default));
        Assert.Equal(404, (await Assert.ThrowsAsync<StorageException>(() => Poison.CountAsync(default))).Status);
    }
}
