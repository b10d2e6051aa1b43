using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Clients;
using CelebFunctions.Contract;
using CelebFunctions.Http;
using CelebFunctions.Jobs;
using CelebFunctions.Matching;
using CelebFunctions.Photos;
using CelebFunctions.Serving;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;
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
        // While the host is put together: the first caller after a cold start waits for it. A failure comes again in use.
        _ = Task.Run(() =>
        {
            ModelRuntime.Preload();
            VipsPhotoCodec.Preload();
        });
        services.AddOptions<PhotoLimits>().BindConfiguration(PhotoLimits.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PhotoLimits>, PhotoLimitsValidator>();
        services.AddOptions<ServingOptions>().BindConfiguration(ServingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServingOptions>, ServingOptionsValidator>();

        // Bodies are counted by us: past its own limit the worker would answer 500 instead of 413.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new PhotoOptions { MaxBytes = provider.GetRequiredService<IOptions<PhotoLimits>>().Value.MaxBytes });
        services.AddSingleton<IPhotoCodec, VipsPhotoCodec>();
        services.AddSingleton<ServingModels>();
        services.AddHostedService(provider => provider.GetRequiredService<ServingModels>());
        services.AddSingleton<HttpEdge>();
        services.AddSingleton<PhotoReader>();
        services.AddSingleton<PhotoGate>();
        services.AddSingleton<MatchService>();
        services.AddSingleton<ContractDocument>();
        services.AddJobs();
        services.AddClients();
        return services;
    }

    private static void AddJobs(this IServiceCollection services)
    {
        // Made when the first job comes: without storage everything else works all the same.
        services.AddSingleton(provider => StorageConnection.Read(name => provider.GetRequiredService<IConfiguration>()[name])
            ?? throw new StorageException($"There is no storage: set {StorageConnection.Setting}."));
        services.AddSingleton<BlobStore>();
        services.AddSingleton<QueueStore>();
        services.AddSingleton(provider => new JobStore(
            provider.GetRequiredService<BlobStore>(),
            provider.GetRequiredService<QueueStore>(),
            provider.GetRequiredService<IOptions<PhotoLimits>>().Value.MaxBytes));
        services.AddSingleton(new RetryDelay(RetryDelay.UsualFirst, Random.Shared));
        services.AddSingleton<IPhotoOperations, JobOperations>();
        services.AddSingleton<PhotoWorker>();
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
