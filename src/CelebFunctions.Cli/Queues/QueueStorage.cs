using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.Cli.Queues;

/// <summary>What there is of queues in the app's storage.</summary>
internal sealed record QueueStorage(BlobStore Blobs, QueueWatch Watch, PoisonedJobs Poison, WebhookStore Webhooks)
{
    public static async Task<QueueStorage> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await CommandStorage.FindAsync(cancellationToken);
        var (blobs, queues) = (new BlobStore(connection), new QueueStore(connection));
        return new(blobs, new(queues, TimeProvider.System), new(blobs, new(blobs, queues, 0)), new(blobs, queues));
    }

    /// <summary>Does something there.</summary>
    /// <exception cref="StorageException">It cannot be reached; the message says what to do.</exception>
    public static async Task<T> UseAsync<T>(Func<QueueStorage, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(await OpenAsync(cancellationToken));
        }
        catch (StorageException error) when (error is { Status: 0, InnerException: not null })
        {
            throw new StorageException(
                $"Storage cannot be reached. Start CelebFunctions.LocalHost, which starts Azurite, or set {StorageConnection.Setting} as the app has it. ({error.Message})", error);
        }
    }
}
