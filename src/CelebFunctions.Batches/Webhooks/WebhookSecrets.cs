namespace CelebFunctions.Batches.Webhooks;

/// <summary>The secrets that webhooks are signed with: several while one takes another's place.</summary>
public sealed class WebhookSecrets
{
    /// <summary>Tells a secret of Standard Webhooks from other texts.</summary>
    public const string Prefix = "whsec_";

    // Standard Webhooks: at least 192 bits, at most 512.
    private const int FewestBytes = 24, MostBytes = 64;

    private readonly byte[][] _keys;

    private WebhookSecrets(byte[][] keys) => _keys = keys;

    public static WebhookSecrets None { get; } = new([]);

    public bool AreThere => _keys.Length > 0;

    internal IReadOnlyList<byte[]> Keys => _keys;

    /// <summary>Reads them.</summary>
    /// <param name="text"><c>whsec_</c> and base64 of 24 to 64 bytes each, parted by spaces, the newest first.</param>
    /// <exception cref="FormatException">One is none; the message tells which, and never what it says.</exception>
    public static WebhookSecrets Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(KeyOf)]);
    }

    private static byte[] KeyOf(string secret, int index)
    {
        var bytes = new byte[secret.Length];
        // Standard Webhooks' own libraries take secrets without the prefix too.
        var text = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        return Convert.TryFromBase64String(text, bytes, out var length) && length is >= FewestBytes and <= MostBytes
            ? bytes[..length]
            : throw new FormatException($"Secret {index + 1} is no '{Prefix}' with base64 of {FewestBytes} to {MostBytes} bytes. 'echo {Prefix}$(openssl rand -base64 32)' makes one.");
    }

    // Never into a log.
    public override string ToString() => $"{_keys.Length} secrets";
}
