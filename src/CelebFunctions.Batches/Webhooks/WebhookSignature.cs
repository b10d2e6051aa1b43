using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>Signatures after Standard Webhooks 1.0.0, symmetric: HMAC-SHA256 of <c>{id}.{timestamp}.{body}</c>.</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id", TimestampHeader = "webhook-timestamp", SignatureHeader = "webhook-signature";

    /// <summary>How far a webhook's time may be from the receiver's, as in Standard Webhooks' own libraries.</summary>
    public static readonly TimeSpan UsualTolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v1,";

    /// <summary>Signs a webhook.</summary>
    /// <param name="secrets">Each makes a signature.</param>
    /// <param name="id">The event's.</param>
    /// <param name="timestamp">Of the attempt; its whole seconds count.</param>
    /// <param name="body">As it is sent.</param>
    /// <returns>The value of <see cref="SignatureHeader"/>.</returns>
    public static string Sign(WebhookSecrets secrets, string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var content = ContentOf(id, timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), body);
        return string.Join(' ', secrets.Keys.Select(key => Version + Convert.ToBase64String(HMACSHA256.HashData(key, content))));
    }

    /// <summary>Looks whether a webhook is genuine, for whoever receives it.</summary>
    /// <param name="secrets">Those that the receiver has.</param>
    /// <param name="id">The value of <see cref="IdHeader"/>; remember it to know a repeated event.</param>
    /// <param name="timestamp">The value of <see cref="TimestampHeader"/>.</param>
    /// <param name="signatures">The value of <see cref="SignatureHeader"/>.</param>
    /// <param name="body">As it came, before anything parsed it.</param>
    /// <param name="now">The receiver's time.</param>
    /// <param name="tolerance">How far the two times may be apart; <see cref="UsualTolerance"/> where it is null.</param>
    public static WebhookVerdict Verify(
        WebhookSecrets secrets,
        string? id,
        string? timestamp,
        string? signatures,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        TimeSpan? tolerance = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return WebhookVerdict.Incomplete;
        // As numbers, since not every number of seconds is a date.
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)(tolerance ?? UsualTolerance).TotalSeconds)
            return WebhookVerdict.OutOfTime;

        var content = ContentOf(id, timestamp, body);
        var genuine = false;
        foreach (var signature in signatures.Split(' ').Where(signature => signature.StartsWith(Version, StringComparison.Ordinal)))
        {
            var given = Encoding.UTF8.GetBytes(signature[Version.Length..]);
            foreach (var key in secrets.Keys)
            {
                var expected = Encoding.UTF8.GetBytes(Convert.ToBase64String(HMACSHA256.HashData(key, content)));
                genuine |= CryptographicOperations.FixedTimeEquals(given, expected);
            }
        }
        return genuine ? WebhookVerdict.Genuine : WebhookVerdict.Forged;
    }

    private static byte[] ContentOf(string id, string timestamp, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
}
