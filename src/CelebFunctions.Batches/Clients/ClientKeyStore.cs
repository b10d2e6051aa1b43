using System.Text.Json;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Clients;

/// <summary>The clients and their keys.</summary>
public sealed class ClientKeyStore(BlobStore blobs, TimeProvider time)
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>Makes a client.</summary>
    /// <param name="name">For people.</param>
    /// <param name="perMinute">Calls a minute; 0 for no limit, null for the app's own.</param>
    /// <param name="photosADay">Photos a day; 0 for no limit, null for the app's own.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The client, and its key: nobody can tell that again.</returns>
    public async Task<(ClientKey Client, string Key)> AddAsync(string name, int? perMinute, int? photosADay, CancellationToken cancellationToken)
    {
        await blobs.EnsureContainerAsync(Places.Keys, cancellationToken);
        var secret = ClientKey.NewSecret();
        var client = new ClientKey(
            ClientKey.CurrentSchema, ClientId.New(), name, ClientKey.HashOf(secret), time.GetUtcNow(), null, perMinute, photosADay);
        return await WriteAsync(client, null, cancellationToken)
            ? (client, $"{client.Id}.{secret}")
            : throw new StorageException("The key could not be written. Try again.");
    }

    /// <summary>The clients, revoked ones too, the oldest first.</summary>
    public async Task<IReadOnlyList<ClientKey>> ListAsync(CancellationToken cancellationToken)
    {
        var clients = new List<ClientKey>();
        await foreach (var name in blobs.ListAsync(Places.Keys, "", cancellationToken))
        {
            if (await FindAsync(Path.GetFileNameWithoutExtension(name), cancellationToken) is { } client)
                clients.Add(client);
        }
        return [.. clients.OrderBy(client => client.CreatedAt).ThenBy(client => client.Id, StringComparer.Ordinal)];
    }

    /// <summary>A client by its id, or null.</summary>
    public async Task<ClientKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync(id, cancellationToken)).Client;

    /// <summary>Closes a client's key for good; one that is closed already stays as it is.</summary>
    /// <returns>The client, or null where there is none.</returns>
    public async Task<ClientKey?> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (client, etag) = await ReadAsync(id, cancellationToken);
            if (client is not { RevokedAt: null })
                return client;
            client = client with { RevokedAt = time.GetUtcNow() };
            if (await WriteAsync(client, etag, cancellationToken))
                return client;
        }
    }

    private async Task<(ClientKey? Client, string? ETag)> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (!ClientId.IsValid(id) || await blobs.ReadAsync(Places.Keys, $"{id}.json", MaxBytes, cancellationToken) is not { } blob)
            return default;
        return (JsonSerializer.Deserialize(blob.Content.Span, ClientsJson.Default.ClientKey), blob.ETag);
    }

    private async Task<bool> WriteAsync(ClientKey client, string? etag, CancellationToken cancellationToken) =>
        await blobs.SwapAsync(
            Places.Keys,
            $"{client.Id}.json",
            JsonSerializer.SerializeToUtf8Bytes(client, ClientsJson.Default.ClientKey),
            "application/json",
            etag,
            cancellationToken) is not null;
}
