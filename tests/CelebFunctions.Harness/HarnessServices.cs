using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Harness;

/// <summary>The app's batches with an operation that needs no models, and with shorter waits.</summary>
internal static class HarnessServices
{
    /// <summary>Signs webhooks.</summary>
    public const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private const int MaxPhotoBytes = 1024 * 1024;

    private const int JobsInQueue = 16;

    // The waits of the real worker, a tenth as long.
    private static readonly TimeSpan FirstDelay = RetryDelay.UsualFirst / 10;

    private static readonly TimeSpan WebhookDelay = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddBatches(this IServiceCollection services, StorageConnection connection) => services
        .AddLogging()
        .AddMetrics()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(connection)
        .AddSingleton<BlobStore>()
        .AddSingleton<QueueStore>()
        .AddSingleton(provider => new JobStore(provider.GetRequiredService<BlobStore>(), provider.GetRequiredService<QueueStore>(), MaxPhotoBytes))
        .AddSingleton(new RetryDelay(FirstDelay, Random.Shared))
        .AddSingleton<IPhotoOperations, HarnessOperations>()
        .AddSingleton<BatchMetrics>()
        .AddSingleton<PhotoWorker>()
        .AddSingleton(new BatchSettings(JobsInQueue, TimeSpan.FromDays(1), TimeSpan.FromHours(4)))
        .AddSingleton<IBatchEvents, BatchWebhooks>()
        .AddSingleton<BatchStore>()
        .AddSingleton<BatchProgress>()
        .AddSingleton<BatchIntake>()
        .AddSingleton<BatchEraser>()
        .AddSingleton<BatchUpkeep>()
        .AddSingleton<LooseBlobs>()
        .AddSingleton<UsageLog>()
        .AddSingleton(provider => new ClientQuota(provider.GetRequiredService<BlobStore>(), TimeProvider.System, TimeSpan.FromSeconds(5)))
        .AddSingleton(new WebhookPolicy(WebhookSecrets.Read(WebhookSecret), AllowPrivate: true))
        .AddSingleton(WebhookNetwork.OfTheSystem)
        .AddSingleton(new WebhookSchedule([.. WebhookSchedule.Standard.Select(_ => WebhookDelay)], Random.Shared))
        .AddSingleton<WebhookSender>()
        .AddSingleton<WebhookStore>()
        .AddSingleton<WebhookOutbox>()
        .AddSingleton<WebhookWorker>();
}
