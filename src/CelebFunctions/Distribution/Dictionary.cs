using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Distribution;

/// <summary>Compression with a file that the caller has as its dictionary: RFC 9842.</summary>
internal static class Dictionary
{
    /// <summary>The content coding: zstd with a dictionary.</summary>
    public const string Coding = "dcz";

    /// <summary>Names the file that the caller has, by its SHA-256 between colons (RFC 9651, byte sequence).</summary>
    public const string Header = "Available-Dictionary";

    /// <summary>Tells callers for which later files this one is a dictionary.</summary>
    public const string UseHeader = "Use-As-Dictionary";

    /// <summary>The SHA-256 of the file that a caller has, in lower-case hexadecimal; null where it has none, or takes no deltas.</summary>
    public static string? Of(HttpRequest request)
    {
        var text = request.Headers[Header].ToString().Trim();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return text is [':', .. var base64, ':'] && Convert.TryFromBase64String(base64, hash, out var length) && length == hash.Length && Takes(request)
            ? Convert.ToHexStringLower(hash)
            : null;
    }

    private static bool Takes(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var codings)
        && codings.Any(coding => coding.Value.Equals(Coding, StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
}
