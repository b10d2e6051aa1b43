using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Page.Tests;

/// <summary>An Azurite with one client in it.</summary>
internal sealed class ClientStorage : IAsyncDisposable
{
    private readonly AzuriteFixture _azurite = new();

    public string ConnectionString => _azurite.ConnectionString;

    public string Key { get; private set; } = "";

    public static async Task<ClientStorage> StartAsync()
    {
        var storage = new ClientStorage();
        await storage._azurite.InitializeAsync();
        await new JobStore(storage._azurite.Blobs, storage._azurite.Queues, 1).EnsureAsync(default);
        (_, storage.Key) = await new ClientKeyStore(storage._azurite.Blobs, TimeProvider.System).AddAsync("the page", null, null, default);
        return storage;
    }

    public async ValueTask DisposeAsync() => await _azurite.DisposeAsync();
}
