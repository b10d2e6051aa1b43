using System.Security.Cryptography;

namespace CelebFunctions.Page;

/// <summary>One file of the page.</summary>
/// <param name="Bytes">As they are kept.</param>
/// <param name="ContentType">Media type, with its charset where it is text.</param>
/// <param name="ETag">Quoted; changes with the bytes.</param>
/// <param name="IsPacked">Whether the bytes are packed with gzip.</param>
internal sealed record PageFile(byte[] Bytes, string ContentType, string ETag, bool IsPacked)
{
    /// <summary>A file with the tag that its bytes have; 128 bits tell two versions of it apart.</summary>
    public static PageFile Of(byte[] bytes, string contentType, bool isPacked = false) =>
        new(bytes, contentType, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"", isPacked);
}
