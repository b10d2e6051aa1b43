using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CelebFunctions.Batches.Clients;

/// <summary>
/// A client and what its key is known by: the blob <c>keys/{id}.json</c>. The key itself, <c>{id}.{secret}</c>, is nowhere
/// but with the client.
/// </summary>
/// <param name="Schema">1.</param>
/// <param name="Id">The key's first part; not secret.</param>
/// <param name="Name">For people.</param>
/// <param name="SecretSha256">Of the key's second part; that is random, so no slower hash is needed.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="RevokedAt">Since when it opens nothing; null where it does.</param>
/// <param name="PerMinute">Calls a minute; 0 for no limit, null for the app's own.</param>
/// <param name="PhotosADay">Photos a day; 0 for no limit, null for the app's own.</param>
public sealed record ClientKey(
    int Schema,
    string Id,
    string Name,
    string SecretSha256,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt,
    int? PerMinute,
    int? PhotosADay)
{
    /// <summary>The header that a client sends its key in.</summary>
    public const string Header = "x-client-key";

    internal const int CurrentSchema = 1;

    private const int SecretBytes = 32;

    /// <summary>Takes a key apart.</summary>
    /// <returns>False where it is none by its look.</returns>
    public static bool TryParse(string? key, out string id, out string secret)
    {
        var parts = key?.Split('.');
        (id, secret) = parts is [var first, { Length: > 0 } second] && ClientId.IsValid(first) ? (first, second) : ("", "");
        return id.Length > 0;
    }

    /// <summary>Whether this is its secret; takes the same time wherever the first difference lies.</summary>
    public bool Accepts(string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(SecretSha256));

    internal static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
