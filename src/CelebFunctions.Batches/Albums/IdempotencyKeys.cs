using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Albums;

/// <summary>
/// Callers' own keys for requests, so that a repeat makes no second batch (draft-ietf-httpapi-idempotency-key-header). A key
/// stands for the id of a batch from the beginning of its request; the batch's record says that the request came through.
/// </summary>
public sealed class IdempotencyKeys(BlobStore blobs, BatchStore batches, TimeProvider time)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>A request of which nothing came in this time came to nothing: Azure ends one after 230 s.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(5);

    private const string Json = "application/json";

    private const int MaxBytes = 1024;

    /// <summary>Lets a key stand for a batch that is to be made, unless it stands for another one.</summary>
    /// <param name="client">Keys of two clients are two keys.</param>
    /// <param name="key">As the caller chose it.</param>
    /// <param name="batch">The id that the batch will have.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether it does; where it does not, the other batch, or null while that one's request still runs.</returns>
    public async Task<(bool Mine, Batch? Earlier)> ClaimAsync(string? client, string key, string batch, CancellationToken cancellationToken)
    {
        var name = NameOf(client, key);
        var claim = new IdempotencyClaim(1, batch, time.GetUtcNow());
        while (!await blobs.TryCreateAsync(Places.Idempotency, name, Bytes(claim), Json, cancellationToken))
        {
            if (await blobs.ReadAsync(Places.Idempotency, name, MaxBytes, cancellationToken) is not { } blob)
                continue;
            var other = JsonSerializer.Deserialize(blob.Content.Span, BatchesJson.Default.IdempotencyClaim)!;
            var earlier = await batches.FindAsync(other.Batch, cancellationToken);
            if (claim.At < other.At + (earlier is null ? LongestRequest : Life))
                return (false, earlier);
            if (await blobs.TryReplaceAsync(Places.Idempotency, name, Bytes(claim), Json, blob.ETag, cancellationToken))
                break;
        }
        return (true, null);
    }

    /// <summary>Forgets a key whose request came to nothing.</summary>
    public Task ReleaseAsync(string? client, string key, CancellationToken cancellationToken) =>
        blobs.DeleteAsync(Places.Idempotency, NameOf(client, key), cancellationToken);

    // A key may say more of its sender than storage should keep.
    private static string NameOf(string? client, string key) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{key}")))}.json";

    private static byte[] Bytes(IdempotencyClaim claim) => JsonSerializer.SerializeToUtf8Bytes(claim, BatchesJson.Default.IdempotencyClaim);
}
