using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.LocalHost.Functions;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost.Queues;

/// <summary>Pumps the queue of each function that has one, as soon as storage is there; without storage none.</summary>
internal sealed partial class QueueService(
    FunctionCatalog catalog,
    LocalStorage storage,
    QueueSettings settings,
    TimeProvider time,
    IServiceScopeFactory scopes,
    ILogger<QueueService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (catalog.Queues.Count == 0 || storage.Connection is not { } connection || !await storage.IsReadyAsync(stoppingToken))
            return;
        try
        {
            await PumpAsync(new(connection), stoppingToken);
        }
        catch (StorageException error)
        {
            // HTTP goes on without the queue.
            LogOff(error.Message);
        }
    }

    private Task PumpAsync(QueueStore queues, CancellationToken cancellationToken) =>
        Task.WhenAll(catalog.Queues.Select(
            function => new QueuePump(function, queues, settings, time, scopes, logger).RunAsync(cancellationToken)));

    [LoggerMessage(26, LogLevel.Error, "The queue is off. {Reason}")]
    private partial void LogOff(string reason);
}
