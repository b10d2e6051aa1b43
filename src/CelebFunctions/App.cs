using CelebFunctions.Albums;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Canaries;
using CelebFunctions.Clients;
using CelebFunctions.Contract;
using CelebFunctions.Distribution;
using CelebFunctions.Effects;
using CelebFunctions.Http;
using CelebFunctions.Jobs;
using CelebFunctions.Matching;
using CelebFunctions.Photos;
using CelebFunctions.Serving;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;
using CelebFunctions.Telemetry;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;
using CelebFunctions.Webhooks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CelebFunctions;

/// <summary>The composition root: what the functions are made of, in every host.</summary>
public static class App
{
    public static IServiceCollection AddCelebFunctions(this IServiceCollection services)
    {
        NativeHeap.KeepSmall();
        services.AddOptions<PhotoLimits>().BindConfiguration(PhotoLimits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PhotoLimits>, PhotoLimitsValidator>();

        // Bodies are counted by us: past its own limit the worker would answer 500 instead of 413.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new PhotoOptions { MaxBytes = provider.GetRequiredService<IOptions<PhotoLimits>>().Value.MaxBytes });
        services.AddSingleton<IPhotoCodec, VipsPhotoCodec>();
        services.AddSingleton<HttpEdge>();
        services.AddSingleton<PhotoReader>();
        services.AddSingleton<PhotoGate>();
        services.AddSingleton<MatchService>();
        services.AddSingleton<ContractDocument>();
        services.AddServing();
        services.AddSingleton<AppMetrics>();
        services.AddHostedService<StartWatchService>();
        services.AddEffects();
        services.AddJobs();
        services.AddBatches();
        services.AddWebhooks();
        services.AddClients();
        return services;
    }

    /// <summary>Begins to load libraries and models while the host is still put together. A failure comes again in use.</summary>
    /// <param name="services">Those of the app.</param>
    /// <param name="settings">What the app will be told.</param>
    public static IServiceCollection LoadEarly(this IServiceCollection services, IConfiguration settings)
    {
        var libraries = Task.Run(() =>
        {
            ModelRuntime.Preload();
            VipsPhotoCodec.Preload();
        });
        var early = EarlySet.Begin(settings, TimeProvider.System);
        // A process that ends while native code still loads crashes, instead of ending with what it had to say.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.WaitAny(Task.WhenAll(libraries, early.Loaded));
        // By a factory, so that it is the provider's to dispose of.
        return services.AddSingleton(_ => early);
    }

    private static void AddServing(this IServiceCollection services)
    {
        services.AddOptions<ServingOptions>().BindConfiguration(ServingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServingOptions>, ServingOptionsValidator>();
        services.AddSingleton<IValidateOptions<ServingOptions>, FeedValidator>();
        services.AddSingleton(SetSources.Create);
        services.AddSingleton<SetLoader>();
        services.AddSingleton<ServingModels>();
        services.AddHostedService(provider => provider.GetRequiredService<ServingModels>());
        services.AddSingleton<CanaryLedger>();
        services.AddSingleton<CanaryWatch>();
        services.AddSingleton<ModelRefresh>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelRefresh>());
        services.AddSingleton<BuiltInModels>();
        services.AddSingleton<ModelShelf>();
        services.AddSingleton(provider => new ModelDistribution(provider.GetRequiredService<ModelShelf>()));
    }

    private static void AddEffects(this IServiceCollection services)
    {
        services.AddOptions<EffectLimits>().BindConfiguration(EffectLimits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EffectLimits>, EffectLimitsValidator>();
        services.AddSingleton<EffectModels>();
        services.AddSingleton<EffectGate>();
        services.AddSingleton<EffectService>();
    }

    private static void AddJobs(this IServiceCollection services)
    {
        // Made when the first job comes: without storage everything else works all the same.
        services.AddSingleton(provider => StorageConnection.Read(name => provider.GetRequiredService<IConfiguration>()[name])
            ?? throw new ProblemException(
                ProblemCode.StorageNotReady,
                $"There is no storage: set {StorageConnection.Setting}. On a laptop install Node.js 20 with npm and start the host anew; it brings Azurite."));
        services.AddSingleton<BlobStore>();
        services.AddSingleton<QueueStore>();
        services.AddSingleton(provider => new JobStore(
            provider.GetRequiredService<BlobStore>(),
            provider.GetRequiredService<QueueStore>(),
            provider.GetRequiredService<IOptions<PhotoLimits>>().Value.MaxBytes));
        services.AddSingleton(new RetryDelay(RetryDelay.UsualFirst, Random.Shared));
        services.AddSingleton<JobOperations>();
        services.AddSingleton<IPhotoOperations>(provider => provider.GetRequiredService<JobOperations>());
        services.AddSingleton<PhotoWorker>();
        services.AddMetrics();
        services.AddSingleton<BatchMetrics>();
        services.AddSingleton<QueueWatch>();
        services.AddSingleton<PoisonedJobs>();
        services.AddHostedService<QueueWatchService>();
    }

    private static void AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WebhookOptions>>().Value.AsPolicy());
        services.AddSingleton(WebhookNetwork.OfTheSystem);
        services.AddSingleton(new WebhookSchedule(WebhookSchedule.Standard, Random.Shared));
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookStore>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<WebhookWorker>();
    }

    private static void AddBatches(this IServiceCollection services)
    {
        services.AddOptions<BatchLimits>().BindConfiguration(BatchLimits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BatchLimits>, BatchLimitsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<BatchLimits>>().Value.Settings());
        services.AddSingleton<IBatchEvents, BatchWebhooks>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchProgress>();
        services.AddSingleton<BatchIntake>();
        services.AddSingleton<BatchResults>();
        services.AddSingleton<BatchEraser>();
        services.AddSingleton<BatchUpkeep>();
        services.AddSingleton<LooseBlobs>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<BatchReader>();
        services.AddSingleton<BatchForm>();
        services.AddSingleton<BatchService>();
        // Made by the call that needs it: without storage that call alone fails, and says why.
        services.AddSingleton<Func<BatchService>>(provider => provider.GetRequiredService<BatchService>);
        services.AddSingleton<Func<BatchUpkeep>>(provider => provider.GetRequiredService<BatchUpkeep>);
    }

    private static void AddClients(this IServiceCollection services)
    {
        services.AddOptions<ClientOptions>().BindConfiguration(ClientOptions.Section)
            .Validate<IConfiguration>(
                (options, settings) => !options.Required || StorageConnection.Read(name => settings[name]) is not null,
                $"Celeb__Clients__Required takes storage for keys and usage: set {StorageConnection.Setting}.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClientOptions>, ClientOptionsValidator>();
        services.AddSingleton<ClientGate>();
        services.AddSingleton<ClientRate>();
        // Made when the first client calls, as with jobs.
        services.AddSingleton<UsageLog>();
        services.AddSingleton<ClientKeyStore>();
        services.AddSingleton(provider => new ClientKeyRing(
            provider.GetRequiredService<ClientKeyStore>(), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(OptionsOf(provider).KeySeconds)));
        services.AddSingleton(provider => new ClientQuota(
            provider.GetRequiredService<BlobStore>(), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(OptionsOf(provider).LeaseSeconds)));

        static ClientOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ClientOptions>>().Value;
    }
}
