using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace CelebFunctions.Models.Signing;

/// <summary>The root keys that come with an app: all that it trusts from the start.</summary>
public sealed partial class TrustedRoot
{
    private TrustedRoot(IReadOnlyList<VerificationKey> keys) => Keys = keys;

    public IReadOnlyList<VerificationKey> Keys { get; }

    public static TrustedRoot Of(params VerificationKey[] keys) => new(keys);

    /// <summary>Reads public keys on P-256, one or (while one takes over from another) several.</summary>
    /// <param name="pem"><c>-----BEGIN PUBLIC KEY-----</c>; line ends may be missing, as in a setting of one line.</param>
    /// <exception cref="FormatException">There is none, or one is of another kind.</exception>
    public static TrustedRoot Parse(string pem)
    {
        var keys = Blocks().Matches(pem).Select(block => KeyOf(block.Groups[1].Value)).ToArray();
        return keys.Length > 0 ? new(keys) : throw new FormatException("There is no '-----BEGIN PUBLIC KEY-----' in the root key.");
    }

    private static VerificationKey KeyOf(string base64)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(base64), out _);
            return VerificationKey.Of(key);
        }
        catch (CryptographicException exception)
        {
            throw new FormatException("The root key is no public key on P-256.", exception);
        }
    }

    [GeneratedRegex(@"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]*?)-----END PUBLIC KEY-----")]
    private static partial Regex Blocks();
}
