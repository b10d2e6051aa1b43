using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>Deliveries under way, those that were given up, and the addresses that want none.</summary>
public sealed class WebhookStore(BlobStore blobs, QueueStore queues)
{
    private const string Json = "application/json", Undelivered = "undelivered/", Gone = "gone/";

    // A message as JSON within JSON, and room to spare.
    private const int MaxBlobBytes = 128 * 1024;

    /// <summary>How long is kept what was given up: longer than tries go on, so that an address stays off as long.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Sends a delivery on its way.</summary>
    public Task SendAsync(WebhookDelivery delivery, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.Queue(Places.WebhookQueue).SendAsync(delivery.Write(), delay, cancellationToken);

    /// <summary>Keeps a delivery that was given up.</summary>
    public Task KeepAsync(UndeliveredWebhook undelivered, CancellationToken cancellationToken) =>
        blobs.WriteAsync(
            Places.Webhooks,
            NameOf(undelivered.Delivery.Event.Id),
            JsonSerializer.SerializeToUtf8Bytes(undelivered, BatchesJson.Default.UndeliveredWebhook),
            Json,
            cancellationToken);

    /// <summary>The delivery of an event that was given up, or null.</summary>
    public async Task<UndeliveredWebhook?> FindUndeliveredAsync(string id, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Places.Webhooks, NameOf(id), MaxBlobBytes, cancellationToken) is { } blob
            ? Read(blob)
            : null;

    /// <summary>The ids of all events whose delivery was given up.</summary>
    public IAsyncEnumerable<string> ListUndeliveredAsync(CancellationToken cancellationToken) =>
        blobs.ListAsync(Places.Webhooks, Undelivered, cancellationToken)
            .Select(name => Path.GetFileNameWithoutExtension(name));

    /// <summary>
    /// Sends a delivery again that was given up, from its first attempt on, also to an address that was gone. The record
    /// goes last, unless it was written anew meanwhile: whoever is killed before does it again, and the receiver gets the
    /// same <c>webhook-id</c> twice.
    /// </summary>
    /// <returns>False where none was given up.</returns>
    public async Task<bool> ReplayAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!WebhookDelivery.IsId(id) || await blobs.ReadAsync(Places.Webhooks, NameOf(id), MaxBlobBytes, cancellationToken) is not { } record)
            return false;
        var delivery = Read(record).Delivery;
        var again = delivery with { Attempt = 1, FirstTriedAt = null, Event = delivery.Event with { SubscribedAt = now } };
        await SendAsync(again, TimeSpan.Zero, cancellationToken);
        await blobs.TryDeleteAsync(Places.Webhooks, NameOf(id), record.ETag, cancellationToken);
        return true;
    }

    /// <summary>Forgets a delivery that was given up.</summary>
    public Task ForgetAsync(string id, CancellationToken cancellationToken) =>
        blobs.DeleteAsync(Places.Webhooks, NameOf(id), cancellationToken);

    /// <summary>Forgets what was given up before a time, and addresses that were gone before it: who subscribed since is not concerned.</summary>
    public async Task SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await foreach (var name in blobs.ListAsync(Places.Webhooks, "", cancellationToken))
        {
            if (await blobs.ReadAsync(Places.Webhooks, name, MaxBlobBytes, cancellationToken) is { } blob && TimeOf(blob) < before)
                await blobs.TryDeleteAsync(Places.Webhooks, name, blob.ETag, cancellationToken);
        }
    }

    /// <summary>Switches an address off for all who subscribed until now.</summary>
    public Task SwitchOffAsync(string url, DateTimeOffset now, CancellationToken cancellationToken) =>
        blobs.WriteAsync(
            Places.Webhooks,
            NameOfGone(url),
            JsonSerializer.SerializeToUtf8Bytes(new(WebhookDelivery.CurrentSchema, now), BatchesJson.Default.GoneWebhook),
            Json,
            cancellationToken);

    /// <summary>Tells whether the address was switched off since somebody subscribed.</summary>
    public async Task<bool> IsOffAsync(WebhookEvent happened, CancellationToken cancellationToken) =>
        await blobs.ReadAsync(Places.Webhooks, NameOfGone(happened.Url), MaxBlobBytes, cancellationToken) is { } blob
        && JsonSerializer.Deserialize(blob.Content.Span, BatchesJson.Default.GoneWebhook)!.At >= happened.SubscribedAt;

    private static UndeliveredWebhook Read(StoredBlob blob) => JsonSerializer.Deserialize(blob.Content.Span, BatchesJson.Default.UndeliveredWebhook)!;

    private static DateTimeOffset TimeOf(StoredBlob blob)
    {
        using var record = JsonDocument.Parse(blob.Content);
        return record.RootElement.GetProperty("at").GetDateTimeOffset();
    }

    private static string NameOf(string id) => $"{Undelivered}{id}.json";

    // An address may hold a token of its owner's: it is not written down.
    private static string NameOfGone(string url) => $"{Gone}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))}.json";
}
