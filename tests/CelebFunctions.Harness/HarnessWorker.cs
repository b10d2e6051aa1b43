using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.LocalHost;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CelebFunctions.Harness;

/// <summary>The app's queue functions in the app's host, with an operation that needs no models.</summary>
internal static class HarnessWorker
{
    private const int MaxPhotoBytes = 1024 * 1024;

    // The waits of the real worker, a tenth as long.
    private static readonly TimeSpan FirstDelay = RetryDelay.UsualFirst / 10;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var app = FunctionsHost.Create(["--port", "0"], [typeof(PhotoJobFunction)], builder =>
        {
            var connection = StorageConnection.Read(name => builder.Configuration[name])!;
            builder.Services
                .AddSingleton(connection)
                .AddSingleton<BlobStore>()
                .AddSingleton<QueueStore>()
                .AddSingleton(new JobStore(new BlobStore(connection), new QueueStore(connection), MaxPhotoBytes))
                .AddSingleton(new BatchSettings(16, TimeSpan.FromDays(1), TimeSpan.FromHours(4)))
                .AddSingleton<WebhookStore>()
                .AddSingleton<WebhookOutbox>()
                .AddSingleton<IBatchEvents, BatchWebhooks>()
                .AddSingleton<BatchStore>()
                .AddSingleton<BatchProgress>()
                .AddSingleton(new RetryDelay(FirstDelay, Random.Shared))
                .AddSingleton<IPhotoOperations, HarnessOperations>()
                .AddMetrics()
                .AddSingleton<BatchMetrics>()
                .AddSingleton<PhotoWorker>();
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
