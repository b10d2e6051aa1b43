using CelebFunctions.Contract;
using CelebFunctions.Http;
using CelebFunctions.Matching;
using CelebFunctions.Photos;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;
using Microsoft.AspNetCore.Server.Kestrel.Core;
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
        return services;
    }
}
