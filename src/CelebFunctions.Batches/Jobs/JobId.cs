using System.Security.Cryptography;
using System.Text;

namespace CelebFunctions.Batches.Jobs;

/// <summary>What a job may be called: its id is part of the names of blobs.</summary>
internal static class JobId
{
    private const int Longest = 100;

    public const string Allowed = "1 to 100 letters, digits, '-', '_' or '.', no '..', with a letter or digit at both ends";

    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= Longest }
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(id[0]) && char.IsAsciiLetterOrDigit(id[^1])
        && !id.Contains("..", StringComparison.Ordinal);

    /// <summary>A name for a message that tells none: the same message gets the same.</summary>
    public static string Of(string message) =>
        $"unreadable-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message)))[..32]}";
}
