using CelebFunctions.Http;
using CelebFunctions.Serving;
using Microsoft.Extensions.Hosting;

namespace CelebFunctions.Telemetry;

/// <summary>Measures how long the app took to be ready.</summary>
internal sealed class StartWatchService(ServingModels models, AppMetrics metrics, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            (await models.LeaseAsync(stoppingToken)).Dispose();
            metrics.Started(time.GetUtcNow());
        }
        catch (ProblemException)
        {
            // It never was ready, and says so to whoever calls.
        }
    }
}
