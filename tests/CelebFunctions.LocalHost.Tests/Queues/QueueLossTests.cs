using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests.Queues;

/// <summary>Messages that take long, workers that die, hosts that stop and storage that goes away.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class QueueLossTests(AzuriteFixture azurite) : QueueTriggerTest(azurite)
{
    [Fact]
    public async Task A_message_that_takes_long_stays_hidden_and_is_deleted_by_its_latest_receipt()
    {
        Runs.Does = (_, token) => Task.Delay(TimeSpan.FromSeconds(12), token);
        await SendAsync("long");
        // Another instance would get it, were it ever seen in between.
        await using var host = await StartAsync((Invisibility, "00:00:05"));
        await using var other = await StartAsync((Invisibility, "00:00:05"));

        await Runs.NextAsync();
        await UntilEmptyAsync(Queue);

        Assert.Equal(0, Runs.Waiting);
    }

    [Fact]
    public async Task A_worker_that_dies_leaves_its_message_to_others_when_its_time_is_over()
    {
        await SendAsync("dropped");
        Assert.Single(await Queue.ReceiveAsync(1, TimeSpan.FromSeconds(3), default));
        await using var host = await StartAsync();

        Assert.Equal(2, (await Runs.NextAsync()).DequeueCount);
    }

    [Fact]
    public async Task A_message_that_somebody_else_deleted_meanwhile_does_no_harm()
    {
        Runs.Does = async (run, token) =>
        {
            if (run.Message == "lost")
                Assert.True(await Queue.DeleteAsync(new((string)run.Data["Id"]!, (string)run.Data["PopReceipt"]!, "", 0, null, null, null), token));
        };
        await SendAsync("lost");
        await using var host = await StartAsync();
        await Runs.NextAsync();

        await SendAsync("next");

        Assert.Equal("next", (await Runs.NextAsync()).Message);
        await UntilEmptyAsync(Queue);
    }

    [Fact]
    public async Task When_the_host_stops_functions_are_told_and_what_they_leave_is_seen_at_once()
    {
        Runs.Does = (_, token) => Task.Delay(TimeSpan.FromMinutes(5), token);
        await SendAsync("long");
        await using var host = await StartAsync();
        await Runs.NextAsync();

        await host.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(["long"], Runs.Cancelled);
        var message = Assert.Single(await Queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default));
        Assert.Equal(("long", 2), (message.Text, message.DequeueCount));
    }

    [Fact]
    public async Task When_the_host_stops_what_goes_on_to_its_end_is_waited_for_and_deleted()
    {
        Runs.Does = (_, _) => Ended.Task;
        await SendAsync("last");
        await using var host = await StartAsync();
        await Runs.NextAsync();

        var stopped = host.App.StopAsync();
        await SendAsync("too late");
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.False(stopped.IsCompleted);
        Ended.SetResult();
        await stopped.WaitAsync(TimeSpan.FromSeconds(30));

        var left = Assert.Single(await Queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), default));
        Assert.Equal(("too late", 1), (left.Text, left.DequeueCount));
    }

    [Fact]
    public async Task Storage_that_goes_away_and_comes_back_loses_nothing()
    {
        await using var host = await StartAsync((Invisibility, "00:00:05"));
        Runs.Does = (_, _) => Ended.Task;
        await SendAsync("before");
        await Runs.NextAsync();

        await Azurite.StopAsync();
        Ended.SetResult();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await Azurite.StartAsync();
        await SendAsync("after");

        string[] seen = [(await Runs.NextAsync()).Message];
        while (!seen.Contains("after"))
            seen = [.. seen, (await Runs.NextAsync()).Message];
        await UntilEmptyAsync(Queue);
    }

    [Fact]
    public async Task Without_storage_everything_else_is_served()
    {
        await using var host = await TestHost.StartAsync(
            [typeof(QueuedFunction)], builder => builder.Services.AddSingleton(Runs), ("AzureWebJobsStorage", ""), ("Test:Queue", Queue.Name));

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/admin/host/ping")).StatusCode);
        Assert.Contains(Queue.Name, await host.Client.GetStringAsync("/admin/functions"), StringComparison.Ordinal);
    }
}
