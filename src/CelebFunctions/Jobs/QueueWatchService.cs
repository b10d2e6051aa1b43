using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Jobs;

/// <summary>
/// Has depth and age of the queues measured while an instance lives and somebody listens; a timer function would wake an
/// app that sleeps for it.
/// </summary>
internal sealed partial class QueueWatchService(
    IServiceProvider services, IConfiguration configuration, BatchMetrics metrics, TimeProvider time, ILogger<QueueWatchService> logger) : BackgroundService
{
    internal static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await LookAsync(stoppingToken);
            await Task.Delay(BetweenLooks, time, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Asked for only here: without storage there is none to be had.
            if (metrics.QueuesAreWatched && StorageConnection.Read(name => configuration[name]) is not null)
                metrics.QueuesSeen(await services.GetRequiredService<QueueWatch>().LookAsync(cancellationToken));
        }
        catch (Exception error) when (error is StorageException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            metrics.QueuesSeen([]);
            Log.NotSeen(logger, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 320, Level = LogLevel.Debug, Message = "The queues cannot be looked at: {Reason}")]
        public static partial void NotSeen(ILogger logger, string reason);
    }
}
