using System.Security.Cryptography;

namespace CelebFunctions.Models.Signing;

/// <summary>A document whose signature was verified.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Payload">The bytes of what it says.</param>
/// <param name="Kid">Who signed it.</param>
/// <param name="Expires">Until when it is vouched for; whether that has passed was not looked at.</param>
public sealed record SignedDocument<T>(T Content, byte[] Payload, string Kid, DateTimeOffset Expires)
{
    /// <summary>SHA-256 of the payload: the same however often it is signed again.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Payload));
}
