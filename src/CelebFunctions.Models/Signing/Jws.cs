using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CelebFunctions.Models.Signing;

/// <summary>
/// A JSON Web Signature in its compact form (RFC 7515), ES256 and nothing else. Its protected header says what kind of
/// document it is and until when it is vouched for, so that the same content can be signed again with a later date.
/// </summary>
internal sealed record Jws(JwsHeader Header, byte[] Payload, byte[] Signed, byte[] Signature)
{
    private const string Algorithm = "ES256";

    public DateTimeOffset Expires => DateTimeOffset.FromUnixTimeSeconds(Header.Exp);

    public static byte[] Sign(string type, ReadOnlySpan<byte> payload, DateTimeOffset expires, SigningKey key)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new JwsHeader(Algorithm, key.Public.Thumbprint, type, expires.ToUnixTimeSeconds()), SigningJson.Default.JwsHeader);
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return Encoding.ASCII.GetBytes($"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}");
    }

    /// <summary>Reads one without trusting it yet.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static Jws Parse(string name, ReadOnlySpan<byte> document)
    {
        var last = document.LastIndexOf((byte)'.');
        var first = document.IndexOf((byte)'.');
        if (first < 0 || first == last
            || Decode(document[..first]) is not { } header
            || Decode(document[(first + 1)..last]) is not { } payload
            || Decode(document[(last + 1)..]) is not { } signature)
        {
            throw new RefusedException($"{name} is no signed document.");
        }
        return new(SigningJson.Read(name, header, SigningJson.Default.JwsHeader), payload, document[..last].ToArray(), signature);
    }

    /// <exception cref="RefusedException">It is of another type, or none of these keys signed it.</exception>
    public void Verify(string name, string type, IEnumerable<VerificationKey> keys)
    {
        if (Header.Alg != Algorithm || Header.Crit is not null)
            throw new RefusedException($"{name} is signed in a way that this app does not take: '{Header.Alg}'.");
        if (Header.Typ != type)
            throw new RefusedException($"{name} is a '{Header.Typ}', where a '{type}' belongs.");
        if (Header.Exp is < 0 or > LatestSecond)
            throw new RefusedException($"{name} has no date until which it is vouched for.");
        var key = keys.FirstOrDefault(key => key.Thumbprint == Header.Kid)
            ?? throw new RefusedException($"{name} is signed by the key '{Short(Header.Kid)}', which is not trusted, or no more.");
        if (!key.Verify(Signed, Signature))
            throw new RefusedException($"The signature of {name} is wrong: it was changed after it was signed.");
    }

    // The end of the year 9999, which is as far as dates go here.
    private const long LatestSecond = 253402300799;

    private static string Short(string kid) => kid.Length > 12 ? kid[..12] : kid;

    /// <summary>Only the one spelling that encoding gives is taken.</summary>
    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromUtf8(text);
            return text.SequenceEqual(Base64Url.EncodeToUtf8(bytes)) ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
