using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Clients;

/// <summary>
/// Counts clients' photos against their quotas, exactly over all instances: a photo counts when it is written into this
/// instance's sheet, which is before its answer leaves and never beyond what is leased for the sheet. Days are those of UTC.
/// </summary>
/// <param name="blobs">Where quotas and usage are.</param>
/// <param name="time">The clock.</param>
/// <param name="idle">How long what an instance has and does not use is left to it.</param>
public sealed class ClientQuota(BlobStore blobs, TimeProvider time, TimeSpan idle) : IAsyncDisposable
{
    // Storage may be gone already; what is not given back is taken back.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly QuotaBook _book = new(blobs, time, idle);
    private readonly Dictionary<string, ClientDay> _days = [];

    /// <summary>The day that photos of now count to.</summary>
    public DateOnly Today => DayOf(time.GetUtcNow());

    /// <summary>How long it is until quotas are new.</summary>
    public TimeSpan UntilTomorrow => time.GetUtcNow() is var now ? now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime : default;

    /// <summary>Takes photos to work on now.</summary>
    /// <param name="client">Whose quota.</param>
    /// <param name="limit">The quota, photos a day; null for none.</param>
    /// <param name="photos">How many.</param>
    public async Task<QuotaAnswer> TakeAsync(string client, int? limit, int photos)
    {
        var day = DayFor(client);
        return await day.TakeAsync(photos, limit) is { } wait ? new(null, wait) : new(new PhotoTicket(day, photos), TimeSpan.Zero);
    }

    /// <summary>Photos that a client has left today, as far as this instance knows.</summary>
    public Task<long> LeftAsync(string client, int limit) => DayFor(client).LeftAsync(limit);

    /// <summary>
    /// Takes a batch's photos when it begins: all of them or none, and once however often it is asked for under the same
    /// <paramref name="batch"/> on one day. Its jobs are counted by their results, not here.
    /// </summary>
    /// <param name="client">Whose quota.</param>
    /// <param name="limit">The quota, photos a day.</param>
    /// <param name="batch">Names what is taken.</param>
    /// <param name="photos">How many.</param>
    /// <param name="day">Whose quota; <see cref="Today"/>, to be kept for <see cref="LowerAsync"/>.</param>
    /// <returns>Null where they are taken; else when to try again.</returns>
    public async Task<TimeSpan?> TryTakeAsync(string client, int limit, string batch, int photos, DateOnly day)
    {
        var wait = await _book.TakeAsync(client, day, batch, photos, limit);
        DayFor(client).Forget();
        return wait;
    }

    /// <summary>Gives back what a batch took and will not use, by the number of photos that it keeps.</summary>
    public Task LowerAsync(string client, DateOnly day, string batch, int photos) => _book.LowerAsync(client, day, batch, photos);

    public async ValueTask DisposeAsync()
    {
        ClientDay[] days;
        lock (_days)
            days = [.. _days.Values];
        try
        {
            await Task.WhenAll(days.Select(day => day.DisposeAsync().AsTask())).WaitAsync(Patience);
        }
        catch (Exception error) when (error is StorageException or TimeoutException)
        {
            // Others take back what rests.
        }
    }

    internal static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private ClientDay DayFor(string client)
    {
        lock (_days)
        {
            if (!_days.TryGetValue(client, out var day) || day.Day != Today)
                _days[client] = day = new(blobs, _book, time, idle, client, Today);
            return day;
        }
    }
}
