using System.Net.Sockets;
using CelebFunctions.Storage;

namespace CelebFunctions.Cli;

/// <summary>The storage that commands work on: the one that the app's own settings name, or Azurite where it listens.</summary>
internal static class CommandStorage
{
    // Azurite's own for blobs.
    private const int AzuritePort = 10000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="StorageException">There is none, or its settings make no sense.</exception>
    public static async Task<StorageConnection> FindAsync(CancellationToken cancellationToken)
    {
        var connection = StorageConnection.Read(name => Environment.GetEnvironmentVariable(name.Replace(":", "__", StringComparison.Ordinal)))
            ?? new StorageConnection { ConnectionString = StorageConnection.Azurite };
        if (connection.ConnectionString == StorageConnection.Azurite && !await ListensAsync(cancellationToken))
        {
            throw new StorageException(
                $"No Azurite listens on port {AzuritePort}. Start the app, which starts it, or name the storage as the app does: {StorageConnection.Setting}, or {StorageConnection.Setting}__blobServiceUri and __queueServiceUri.");
        }
        return connection;
    }

    private static async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync("127.0.0.1", AzuritePort, late.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
