using System.Net;
using System.Net.Sockets;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.LocalHost.Tests;

/// <summary>
/// Azurite on free ports, for all tests of a class or collection. Installed once, into a folder of the repository
/// that git ignores.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    // Azurite's own, the same on every machine and known to all.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("celeb-azurite-");
    private AzuriteServer? _server;
    private AzuriteInstallation? _installation;
    private Node? _node;
    private int _blobPort, _queuePort;

    /// <summary>Of this Azurite.</summary>
    public string ConnectionString { get; private set; } = "";

    public StorageConnection Connection => new() { ConnectionString = ConnectionString };

    public BlobStore Blobs => new(Connection);

    public QueueStore Queues => new(Connection);

    /// <summary>A name that no other test has.</summary>
    public static string NewName(string prefix = "test") => $"{prefix}-{Guid.NewGuid():N}";

    /// <summary>A queue that no other test has.</summary>
    public async Task<MessageQueue> NewQueueAsync()
    {
        var queue = Queues.Queue(NewName("queue"));
        await queue.EnsureAsync(default);
        return queue;
    }

    /// <summary>A container that no other test has.</summary>
    public async Task<string> NewContainerAsync()
    {
        var name = NewName("container");
        await Blobs.EnsureContainerAsync(name, default);
        return name;
    }

    public async Task InitializeAsync()
    {
        _node = Node.Find(Environment.GetEnvironmentVariable("PATH"))
            ?? throw new InvalidOperationException("These tests run Azurite: install Node.js 20 or newer, with npm.");
        _installation = new(_node, Path.Combine(RepositoryRoot(), "artifacts"));
        await _installation.EnsureAsync(default);
        (_blobPort, _queuePort) = (FreePort(), FreePort());
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};" +
            $"BlobEndpoint=http://127.0.0.1:{_blobPort}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{_queuePort}/devstoreaccount1;";
        await StartAsync();
    }

    /// <summary>Starts it again, with what it kept.</summary>
    public async Task StartAsync() =>
        _server = await AzuriteServer.StartAsync(_node!, _installation!, _folder.FullName, _blobPort, _queuePort, default);

    /// <summary>Stops it; what it holds is on disk.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
            await server.DisposeAsync();
        _server = null;
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CelebFunctions.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
