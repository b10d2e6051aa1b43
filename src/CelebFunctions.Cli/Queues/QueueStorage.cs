using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.Cli.Queues;

/// <summary>The app's storage, by the app's own settings; where there are none, Azurite on this machine.</summary>
internal sealed record QueueStorage(BlobStore Blobs, QueueWatch Watch, PoisonedJobs Poison, WebhookStore Webhooks)
{
    public static QueueStorage Open()
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var connection = StorageConnection.Read(name => settings[name]) ?? new() { ConnectionString = StorageConnection.Azurite };
        var (blobs, queues) = (new BlobStore(connection), new QueueStore(connection));
        return new(blobs, new(queues, TimeProvider.System), new(blobs, new(blobs, queues, 0)), new(blobs, queues));
    }

    /// <summary>Does something there.</summary>
    /// <exception cref="StorageException">It cannot be reached; the message says what to do.</exception>
    public static async Task<T> UseAsync<T>(Func<QueueStorage, Task<T>> work)
    {
        try
        {
            return await work(Open());
        }
        catch (StorageException error) when (error is { Status: 0, InnerException: not null })
        {
            throw new StorageException(
                $"Storage cannot be reached. Start CelebFunctions.LocalHost, which starts Azurite, or set {StorageConnection.Setting} as the app has it. ({error.Message})", error);
        }
    }
}
