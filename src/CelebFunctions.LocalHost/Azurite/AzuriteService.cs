using CelebFunctions.Batches.Jobs;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost.Azurite;

/// <summary>
/// Starts Azurite where the host is to do so, and makes what an empty one lacks; all of it after the host listens,
/// which does not wait for it. Ends Azurite after the pumps, which are stopped before.
/// </summary>
internal sealed partial class AzuriteService(
    LocalStorage storage, IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<AzuriteService> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!storage.IsAzurite)
            return;
        await StartedAsync(stoppingToken);
        try
        {
            await using var server = storage.Starts is { } node ? await StartAsync(node, stoppingToken) : null;
            await EnsureAsync(stoppingToken);
            storage.SetReady(true);
            if (server is not null)
            {
                LogRuns();
                await server.Ended.WaitAsync(stoppingToken);
                LogEnded();
            }
        }
        catch (AzuriteException error)
        {
            LogFailed(error.Message);
        }
        finally
        {
            storage.SetReady(false);
        }
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    private async Task<AzuriteServer> StartAsync(Node node, CancellationToken cancellationToken)
    {
        var installation = new AzuriteInstallation(node, AzuriteInstallation.UsualCache);
        if (!installation.IsThere)
        {
            LogInstalls(installation.Folder);
            await installation.EnsureAsync(cancellationToken);
        }
        return await AzuriteServer.StartAsync(
            node,
            installation,
            Path.Combine(AzuriteInstallation.UsualCache, "azurite-data"),
            AzuriteServer.UsualBlobPort,
            AzuriteServer.UsualQueuePort,
            cancellationToken);
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        // Asked for only here: without storage there is none to be had.
        var jobs = services.GetRequiredService<JobStore>();
        var blobs = services.GetRequiredService<BlobStore>();
        // An Azurite of somebody else's may come later than the host.
        while (true)
        {
            try
            {
                await jobs.EnsureAsync(cancellationToken);
                await blobs.AllowUploadsFromPagesAsync(cancellationToken);
                return;
            }
            catch (StorageException error)
            {
                LogWaits(error.Message);
                await Task.Delay(BetweenLooks, cancellationToken);
            }
        }
    }

    [LoggerMessage(30, LogLevel.Information, "Azurite is being installed into {Folder}")]
    private partial void LogInstalls(string folder);

    [LoggerMessage(31, LogLevel.Information, "Azurite runs, and with it the queue")]
    private partial void LogRuns();

    [LoggerMessage(32, LogLevel.Error, "The queue stays off. {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(33, LogLevel.Error, "Azurite ended; start the host again to have the queue back")]
    private partial void LogEnded();

    [LoggerMessage(34, LogLevel.Debug, "Azurite does not answer yet: {Reason}")]
    private partial void LogWaits(string reason);
}
