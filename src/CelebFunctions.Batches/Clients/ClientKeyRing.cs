using System.Collections.Concurrent;

namespace CelebFunctions.Batches.Clients;

/// <summary>
/// Clients as they were known a few seconds ago, so that not each call reads a blob: a revoked key opens no longer than that.
/// </summary>
/// <param name="store">Knows them.</param>
/// <param name="time">The clock.</param>
/// <param name="kept">How long one is believed.</param>
public sealed class ClientKeyRing(ClientKeyStore store, TimeProvider time, TimeSpan kept)
{
    // Ids that nobody has are kept too, and anybody can make them up.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>A client by its id, or null.</summary>
    public async Task<ClientKey?> FindAsync(string id)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(id, out var known) && known.Until > now && !known.Client.IsFaulted)
            return await known.Client;
        if (_known.Count >= Most)
            _known.Clear();
        // Read for all who wait, so that no caller who hangs up ends it.
        known = new(store.FindAsync(id, CancellationToken.None), now + kept);
        _known[id] = known;
        return await known.Client;
    }

    private sealed record Known(Task<ClientKey?> Client, DateTimeOffset Until);
}
