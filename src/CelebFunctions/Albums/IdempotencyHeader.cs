using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Albums;

/// <summary>The header by which a caller repeats a call without harm: draft-ietf-httpapi-idempotency-key-header.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    public const int LongestKey = 255;

    /// <summary>The key, or null where there is none; its quotes, which the draft asks for, may be left out.</summary>
    /// <param name="request">The request.</param>
    /// <param name="required">Whether there must be one.</param>
    /// <exception cref="ProblemException">It is missing, or no key.</exception>
    public static string? Read(HttpRequest request, bool required)
    {
        var values = request.Headers[Name];
        var key = values.ToString().Trim();
        if (key is ['"', .. var quoted, '"'])
            key = quoted;
        if (values.Count == 0)
        {
            return required
                ? throw new ProblemException(ProblemCode.IdempotencyKeyMissing, $"Send a key of your own as the header {Name}, a UUID for instance, and the same one when you repeat the call.")
                : null;
        }
        return values.Count == 1 && key.Length is > 0 and <= LongestKey && key.All(letter => letter is >= ' ' and < '\x7f')
            ? key
            : throw BatchReader.Invalid(Name, $"must be one key of 1 to {LongestKey} letters of ASCII");
    }
}
