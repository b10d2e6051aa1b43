using System.Security.Cryptography;

namespace CelebFunctions.Batches.Clients;

/// <summary>What a client is called where it is counted: its id is part of the names of blobs.</summary>
public static class ClientId
{
    public const string Allowed = "1 to 32 lower-case letters and digits";

    private const int Longest = 32, NewBytes = 6;

    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= Longest } && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    internal static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NewBytes));
}
