using CelebFunctions.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Azurite;

/// <summary>Which storage the app has on this machine: one that settings name, an Azurite that is started here, or none.</summary>
internal sealed class LocalStorage
{
    /// <summary>False keeps the host from starting Azurite.</summary>
    public const string StartSetting = "LocalHost:Azurite";

    private const string Off = "Queue off: ";

    private readonly TaskCompletionSource<bool> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalStorage(StorageConnection? connection, string says, Node? starts = null)
    {
        (Connection, Says, Starts) = (connection, says, starts);
        if (!IsAzurite)
            SetReady(true);
    }

    /// <summary>Null where there is none.</summary>
    public StorageConnection? Connection { get; }

    /// <summary>A line for whoever starts the host.</summary>
    public string Says { get; }

    /// <summary>Runs the Azurite that is to be started; null where none is.</summary>
    public Node? Starts { get; }

    /// <summary>Azurite begins empty, so that containers and queues must be made; in Azure they are there.</summary>
    public bool IsAzurite => Connection?.ConnectionString == StorageConnection.Azurite;

    /// <summary>What settings name, and nothing else.</summary>
    /// <exception cref="HostStartException">They make no sense.</exception>
    public static LocalStorage Configured(IConfiguration configuration)
    {
        var storage = new LocalStorage(Read(configuration), "Queue in the storage that AzureWebJobsStorage names");
        storage.SetReady(true);
        return storage;
    }

    /// <summary>What settings name, or else Azurite where it can be started.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="node">Null where it is not installed.</param>
    /// <param name="isFree">Tells whether nobody listens on a port.</param>
    /// <exception cref="HostStartException">The settings make no sense.</exception>
    public static LocalStorage Choose(IConfiguration configuration, Node? node, Func<int, bool> isFree)
    {
        var configured = Read(configuration);
        if (configured is not null && configured.ConnectionString != StorageConnection.Azurite)
            return new(configured, "Queue in the storage that AzureWebJobsStorage names");

        var azurite = new StorageConnection { ConnectionString = StorageConnection.Azurite };
        var free = isFree(AzuriteServer.UsualBlobPort) && isFree(AzuriteServer.UsualQueuePort);
        if (!free)
        {
            return configured is not null
                ? new(azurite, $"Queue in the Azurite that listens on port {AzuriteServer.UsualQueuePort}")
                : new(null, $"{Off}port {AzuriteServer.UsualBlobPort} or {AzuriteServer.UsualQueuePort} is taken. Where Azurite listens there, set AzureWebJobsStorage to {StorageConnection.Azurite}.");
        }
        if (configuration[StartSetting] == "false")
            return new(configured, $"{Off}start without --no-azurite, or set AzureWebJobsStorage.");
        return node is not null
            ? new(azurite, "Queue in Azurite, which starts now; the first time it is installed before (365 MB).", node)
            : new(configured, $"{Off}install Node.js 20 or newer with npm and start again, or set AzureWebJobsStorage.");
    }

    /// <summary>Gives an app its storage.</summary>
    public static void AddTo(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var storage = Choose(builder.Configuration, Node.Find(Environment.GetEnvironmentVariable("PATH")), LoopbackPort.IsFree);
        if (storage.IsAzurite)
            builder.Configuration[StorageConnection.Setting] = StorageConnection.Azurite;
        builder.Services.AddSingleton(storage).AddHostedService<AzuriteService>();
    }

    /// <summary>Waits until it can be used.</summary>
    /// <returns>False where that will not be.</returns>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    public void SetReady(bool ready) => _ready.TrySetResult(ready);

    private static StorageConnection? Read(IConfiguration configuration)
    {
        try
        {
            return StorageConnection.Read(name => configuration[name]);
        }
        catch (StorageException error)
        {
            throw new HostStartException(error.Message);
        }
    }
}
