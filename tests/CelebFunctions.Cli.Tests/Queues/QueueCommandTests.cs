using System.Text;
using System.Text.Json;
using CelebFunctions.Batches;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Cli.Tests.Queues;

/// <summary>Each with a storage of its own: all of them look at the whole of it.</summary>
public sealed class QueueCommandTests : IAsyncLifetime
{
    private readonly AzuriteFixture _azurite = new();

    public Task InitializeAsync() => _azurite.InitializeAsync();

    public Task DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task What_waits_and_what_was_given_up_is_shown_and_sent_again()
    {
        await GiveUpAsync("holiday-1", attempts: 5);
        await GiveUpAsync("holiday-2", attempts: 5);
        await WriteAsync("results", "holiday-3.json", """{"schema":1,"job":"holiday-3","index":0,"status":"succeeded","attempts":1}""");
        await WriteAsync("webhooks", "undelivered/holiday-ended.json", """
            {"schema":1,"delivery":{"schema":1,"event":{"url":"https://hooks.example/","id":"holiday-ended","type":"t","subject":"holiday","data":{},"time":"2026-11-25T12:00:00Z","subscribedAt":"2026-11-25T11:00:00Z"},"attempt":10,"firstTriedAt":null,"traceparent":null},"error":{"code":"undeliverable","detail":"It answered 500."},"at":"2026-11-28T16:00:00Z"}
            """);
        await _azurite.Queues.Queue(Places.JobQueue).SendAsync("waits", TimeSpan.Zero, default);
        await _azurite.Queues.Queue(Places.JobQueue).SendAsync("hidden", TimeSpan.FromHours(1), default);
        await _azurite.Queues.Queue(Places.PoisonQueue).SendRawAsync("no base64", TimeSpan.Zero, default);

        var json = JsonDocument.Parse((await DoneAsync("queue", "--json")).Out).RootElement;
        Assert.Equal((3, 3, 1), (json.GetProperty("results").GetInt32(), json.GetProperty("poison").GetInt32(), json.GetProperty("undeliveredWebhooks").GetInt32()));
        var jobs = json.GetProperty("queues").EnumerateArray().Single(queue => queue.GetProperty("name").GetString() == "photo-jobs");
        Assert.Equal(2, jobs.GetProperty("depth").GetInt32());
        Assert.InRange(jobs.GetProperty("oldestSeconds").GetDouble(), 0, 3600);
        var table = (await DoneAsync("queue")).Out;
        Assert.Contains("3 results, 3 jobs given up, 1 webhooks given up", table, StringComparison.Ordinal);
        Assert.Contains("photo-jobs-poison", table, StringComparison.Ordinal);

        var rows = (await DoneAsync("queue", "poison", "--json")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(["holiday-1", "holiday-2", "holiday-ended"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.Equal([5, 5, 10], rows.Select(row => row.GetProperty("attempts").GetInt32()));
        Assert.Contains("2026-11-28 16:00:00Z", (await DoneAsync("queue", "poison")).Out, StringComparison.Ordinal);

        Assert.Contains("holiday-2: sent again", (await DoneAsync("queue", "replay", "holiday-2")).Out, StringComparison.Ordinal);
        Assert.Equal(3, await _azurite.Queues.Queue(Places.JobQueue).CountAsync(default));
        Assert.Null(await _azurite.Blobs.ReadAsync("results", "holiday-2.json", 10_000, default));

        Assert.Equal(2, (await DoneAsync("queue", "replay", "--all")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1, await _azurite.Queues.Queue(Places.WebhookQueue).CountAsync(default));
        Assert.Contains("Nothing was given up.", (await DoneAsync("queue", "poison")).Out, StringComparison.Ordinal);
        Assert.NotNull(await _azurite.Blobs.ReadAsync("results", "holiday-3.json", 10_000, default));

        var again = await RunAsync("queue", "replay", "holiday-2");
        Assert.Equal(CelebCommand.Failed, again.Status);
        Assert.Contains("celeb queue poison", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_storage_has_nothing_to_show_and_nothing_to_send()
    {
        Assert.Contains("0 results, 0 jobs given up", (await DoneAsync("queue")).Out, StringComparison.Ordinal);
        Assert.Contains("Nothing was given up.", (await DoneAsync("queue", "poison")).Out, StringComparison.Ordinal);
        Assert.Equal("", (await DoneAsync("queue", "replay", "--all")).Out);
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_named_with_what_to_do()
    {
        await _azurite.StopAsync();

        var run = await RunAsync("queue");

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("Azurite", run.Error, StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsStorage", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    private async Task GiveUpAsync(string job, int attempts)
    {
        await new JobStore(_azurite.Blobs, _azurite.Queues, 1).EnsureAsync(default);
        var message = JsonSerializer.Serialize($$"""{"schema":1,"job":"{{job}}","batch":null,"index":0,"attempt":{{attempts}},"photo":"photos/{{job}}","operation":"match"}""");
        await WriteAsync("poison", $"{job}.json", $$"""{"schema":1,"job":"{{job}}","message":{{message}},"error":{"code":"internal-error","detail":"It failed."},"at":"2026-11-25T12:00:00Z"}""");
        await WriteAsync("results", $"{job}.json", $$"""{"schema":1,"job":"{{job}}","index":0,"status":"failed","attempts":{{attempts}}}""");
    }

    private Task<bool> WriteAsync(string container, string name, string text) =>
        _azurite.Blobs.TryCreateAsync(container, name, Encoding.UTF8.GetBytes(text), "application/json", default);

    private Task<CommandRun> RunAsync(params string[] arguments) => CelebProcess.RunAsync(_azurite.ConnectionString, arguments);

    private async Task<CommandRun> DoneAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal((CelebCommand.Done, ""), (run.Status, run.Error));
        return run;
    }
}
