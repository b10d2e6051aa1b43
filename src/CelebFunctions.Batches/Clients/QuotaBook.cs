using System.Text.Json;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Clients;

/// <summary>
/// Shares a client's quota for a day out to instances, by the account's ETag: what is free is leased in blocks that
/// shrink with it, down to what is asked for. What an instance has and does not use is taken back from it, by closing its sheet.
/// </summary>
/// <param name="blobs">Where accounts and sheets are.</param>
/// <param name="time">The clock.</param>
/// <param name="idle">How long a lease rests before others may take it back.</param>
internal sealed class QuotaBook(BlobStore blobs, TimeProvider time, TimeSpan idle)
{
    // A sixteenth: a few instances at once leave some for others, and 10,000 photos are leased in about a hundred steps.
    private const int Share = 16;

    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>How many tries against others that write too, before a call fails: hundreds at once would have to collide.</summary>
    private const int MostTries = 50;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);

    /// <summary>Photos that nobody has yet.</summary>
    public async Task<long> FreeAsync(string client, DateOnly day, int limit) => (await ReadAsync(client, day)).Account.Free(limit);

    /// <summary>Makes a lease, or makes one larger.</summary>
    /// <param name="client">Whose quota.</param>
    /// <param name="day">Of which day.</param>
    /// <param name="lease">Names it and its sheet.</param>
    /// <param name="isNew">It has nothing yet.</param>
    /// <param name="photos">At least so many more.</param>
    /// <param name="limit">The quota.</param>
    public async Task<QuotaGrant> LeaseAsync(string client, DateOnly day, string lease, bool isNew, int photos, int limit)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (read, etag) = await ReadAsync(client, day);
            var account = read;
            // Somebody took it back; were it made anew under its name, what its sheet has would count twice.
            if (!isNew && !account.Leases.ContainsKey(lease))
                return QuotaGrant.Lost;
            var unspent = 0L;
            if (account.Free(limit) < photos)
                (account, unspent) = await ReclaimAsync(client, day, account, lease);
            var free = account.Free(limit);
            var block = free < photos ? 0 : (int)Math.Max(photos, free / Share);
            var had = account.Leases.GetValueOrDefault(lease)?.Photos ?? 0;
            var after = block > 0 ? account.With(lease, new(had + block, time.GetUtcNow())) : account;
            if (after == read || await WriteAsync(client, day, after, etag))
                return new(had + block, after.Free(limit), block > 0 ? null : unspent > 0 ? idle : UntilTomorrow(day));
            await Task.Delay(BetweenTries * Random.Shared.NextDouble(), time);
        }
        throw Contended();
    }

    /// <summary>Gives back what a lease has left.</summary>
    public async Task ReturnAsync(string client, DateOnly day, string lease)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var sheet = await UsageSheet.CloseAsync(blobs, UsagePlaces.Sheet(client, day, lease), _ => true);
            var (account, etag) = await ReadAsync(client, day);
            if (sheet is not null && await WriteAsync(client, day, account.Without(lease, sheet.Photos), etag))
                return;
        }
    }

    /// <summary>Takes a batch's share: all of it or nothing, and once however often it is asked for.</summary>
    /// <returns>Null where it is taken; else when to try again.</returns>
    public async Task<TimeSpan?> TakeAsync(string client, DateOnly day, string batch, int photos, int limit)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (account, etag) = await ReadAsync(client, day);
            if (account.Batches.ContainsKey(batch))
                return null;
            var unspent = 0L;
            if (account.Free(limit) < photos)
                (account, unspent) = await ReclaimAsync(client, day, account, null);
            var fits = account.Free(limit) >= photos;
            if (await WriteAsync(client, day, fits ? account.WithBatch(batch, photos) : account, etag))
                return fits ? null : account.Free(limit) + unspent >= photos ? idle : UntilTomorrow(day);
            await Task.Delay(BetweenTries * Random.Shared.NextDouble(), time);
        }
        throw Contended();
    }

    /// <summary>Leaves a batch with less than it took.</summary>
    public async Task LowerAsync(string client, DateOnly day, string batch, int photos)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (account, etag) = await ReadAsync(client, day);
            if (!account.Batches.TryGetValue(batch, out var taken) || taken <= photos || await WriteAsync(client, day, account.WithBatch(batch, photos), etag))
                return;
            await Task.Delay(BetweenTries * Random.Shared.NextDouble(), time);
        }
        throw Contended();
    }

    /// <summary>Takes out of an account the leases that rest, with what their sheets have.</summary>
    /// <returns>The account, not written yet, and what the others have and did not use up to now.</returns>
    private async Task<(QuotaAccount Account, long Unspent)> ReclaimAsync(string client, DateOnly day, QuotaAccount account, string? except)
    {
        var (unspent, before) = (0L, time.GetUtcNow() - idle);
        foreach (var (lease, its) in account.Leases)
        {
            var sheet = await UsageSheet.CloseAsync(
                blobs, UsagePlaces.Sheet(client, day, lease), content => lease != except && its.At <= before && content.At <= before);
            if (sheet is { Closed: true })
                account = account.Without(lease, sheet.Photos);
            else
                unspent += its.Photos - (sheet?.Photos ?? 0);
        }
        return (account, unspent);
    }

    private async Task<(QuotaAccount Account, string? ETag)> ReadAsync(string client, DateOnly day) =>
        await blobs.ReadAsync(Places.Quota, UsagePlaces.Account(client, day), MaxBytes, default) is { } blob
            ? (JsonSerializer.Deserialize(blob.Content.Span, ClientsJson.Default.QuotaAccount)!, blob.ETag)
            : (QuotaAccount.Empty, null);

    private async Task<bool> WriteAsync(string client, DateOnly day, QuotaAccount account, string? etag) => await blobs.SwapAsync(
        Places.Quota,
        UsagePlaces.Account(client, day),
        JsonSerializer.SerializeToUtf8Bytes(account, ClientsJson.Default.QuotaAccount),
        "application/json",
        etag,
        default) is not null;

    private TimeSpan UntilTomorrow(DateOnly day) =>
        new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) - time.GetUtcNow();

    private static StorageException Contended() => new("Too many instances asked for the quota at once. Try again.");
}
