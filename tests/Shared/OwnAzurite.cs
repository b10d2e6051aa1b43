using System.Net;
using System.Net.Sockets;
using CelebFunctions.Storage;

namespace CelebFunctions.LocalHost.Azurite;

/// <summary>An Azurite on free ports, which can be stopped and started again; what it holds is on disk until it is disposed of.</summary>
/// <param name="cache">The folder in which Azurite is installed, or will be.</param>
internal sealed class OwnAzurite(string cache) : IAsyncDisposable
{
    // Azurite's own, the same on every machine and known to all.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("celeb-azurite-");
    private readonly (int Blobs, int Queues) _ports = FreePorts();
    private AzuriteServer? _server;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};" +
        $"BlobEndpoint=http://127.0.0.1:{_ports.Blobs}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{_ports.Queues}/devstoreaccount1;";

    public StorageConnection Connection => new() { ConnectionString = ConnectionString };

    /// <summary>Installs it where it is not there, and starts it with what it kept.</summary>
    /// <exception cref="AzuriteException">Node is missing, or Azurite does not start.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => StartAsync([], cancellationToken);

    /// <summary>Starts it so that it speaks https and asks for tokens: nobody's connection string opens it by http then.</summary>
    /// <param name="certificate">A file in PEM.</param>
    /// <param name="key">Its private key, in PEM.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The addresses of blobs and queues.</returns>
    public async Task<(Uri Blobs, Uri Queues)> StartForIdentitiesAsync(string certificate, string key, CancellationToken cancellationToken)
    {
        await StartAsync(["--oauth", "basic", "--cert", certificate, "--key", key], cancellationToken);
        return (new($"https://127.0.0.1:{_ports.Blobs}/devstoreaccount1"), new($"https://127.0.0.1:{_ports.Queues}/devstoreaccount1"));
    }

    private async Task StartAsync(string[] more, CancellationToken cancellationToken)
    {
        var node = Node.Find(Environment.GetEnvironmentVariable("PATH")) ?? throw new AzuriteException("Install Node.js 20 or newer, with npm.");
        var installation = new AzuriteInstallation(node, cache);
        await installation.EnsureAsync(cancellationToken);
        _server = await AzuriteServer.StartAsync(node, installation, _folder.FullName, _ports.Blobs, _ports.Queues, cancellationToken, more);
    }

    /// <summary>Stops it by SIGTERM.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
            await server.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Both held until both are known: asked for one after the other, they can be the same.</summary>
    private static (int Blobs, int Queues) FreePorts()
    {
        using TcpListener blobs = new(IPAddress.Loopback, 0), queues = new(IPAddress.Loopback, 0);
        blobs.Start();
        queues.Start();
        return (((IPEndPoint)blobs.LocalEndpoint).Port, ((IPEndPoint)queues.LocalEndpoint).Port);
    }
}
