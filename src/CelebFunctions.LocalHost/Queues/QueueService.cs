using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.LocalHost.Functions;
using CelebFunctions.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost.Queues;

/// <summary>Pumps the queue of each function that has one, as soon as storage is there; without storage none.</summary>
internal sealed class QueueService(
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
        var queues = new QueueStore(connection);
        await Task.WhenAll(catalog.Queues.Select(
            function => new QueuePump(function, queues, settings, time, scopes, logger).RunAsync(stoppingToken)));
    }
}
