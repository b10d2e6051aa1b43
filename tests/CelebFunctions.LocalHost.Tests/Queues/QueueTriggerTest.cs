using CelebFunctions.Storage;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests.Queues;

/// <summary>Row by row what the real host's queue trigger does, against a real Azurite: a queue of the test's own and its function.</summary>
public abstract class QueueTriggerTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private protected const string Invisibility = "LocalHost:Invisibility";

    private protected QueueRuns Runs { get; } = new();
    private protected TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private protected MessageQueue Queue { get; set; } = null!;

    private protected AzuriteFixture Azurite => azurite;

    private protected MessageQueue Poison => azurite.Queues.Queue($"{Queue.Name}-poison");

    public async Task InitializeAsync() => Queue = await azurite.NewQueueAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private protected Task SendAsync(string text) => Queue.SendAsync(text, TimeSpan.Zero, default);

    private protected SemaphoreSlim Turns()
    {
        var turns = new SemaphoreSlim(0);
        Runs.Does = (_, token) => turns.WaitAsync(token);
        return turns;
    }

    private protected Task<TestHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    private protected Task<TestHost> StartAsync(Action<IServiceCollection> configure, params (string Key, string Value)[] settings) => TestHost.StartAsync(
        [typeof(QueuedFunction)],
        builder => configure(builder.Services.AddSingleton(Runs)),
        [
            ("AzureWebJobsStorage", azurite.ConnectionString),
            ("Test:Queue", Queue.Name),
            .. settings.Select(setting => setting.Key.Contains(':') ? setting : ($"AzureFunctionsJobHost:extensions:queues:{setting.Key}", setting.Value)),
        ]);

    private protected static async Task UntilEmptyAsync(MessageQueue queue)
    {
        for (var look = 0; await queue.CountAsync(default) > 0; look++)
        {
            Assert.True(look < 300, "Messages stayed in the queue.");
            await Task.Delay(100);
        }
    }

    private protected async Task<QueuedMessage> PoisonedAsync()
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
