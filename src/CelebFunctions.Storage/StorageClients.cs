using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace CelebFunctions.Storage;

/// <summary>The SDK's clients for a connection.</summary>
internal static class StorageClients
{
    // Both as new as the newest Azurite (3.37) speaks; the SDK's own default is ahead of it.
    private const BlobClientOptions.ServiceVersion BlobVersion = BlobClientOptions.ServiceVersion.V2026_06_06;
    private const QueueClientOptions.ServiceVersion QueueVersion = QueueClientOptions.ServiceVersion.V2026_06_06;

    public static BlobServiceClient Blobs(StorageConnection connection)
    {
        var options = new BlobClientOptions(BlobVersion);
        return connection.ConnectionString is { } text
            ? Parse(it => new BlobServiceClient(it, options), text)
            : new(connection.BlobServiceUri, Credential(connection), options);
    }

    public static QueueServiceClient Queues(StorageConnection connection)
    {
        // Not decoded by the SDK, which gives no second look at a message that is not base64.
        var options = new QueueClientOptions(QueueVersion) { MessageEncoding = QueueMessageEncoding.None };
        return connection.ConnectionString is { } text
            ? Parse(it => new QueueServiceClient(it, options), text)
            : new(connection.QueueServiceUri, Credential(connection), options);
    }

    private static T Parse<T>(Func<string, T> create, string text)
    {
        try
        {
            return create(text);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            // The SDK's message may show the account's key.
            throw new StorageException($"{StorageConnection.Setting} is no connection string that can be used.");
        }
    }

    private static TokenCredential Credential(StorageConnection connection) => connection switch
    {
        { Credential: "managedidentity", ClientId: { } id } => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id)),
        { Credential: "managedidentity" } => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
        _ => new DefaultAzureCredential(),
    };
}
