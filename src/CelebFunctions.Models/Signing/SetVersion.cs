namespace CelebFunctions.Models.Signing;

/// <summary>A version as a set pins it.</summary>
/// <param name="Id"><c>name@version</c>.</param>
/// <param name="Digest">SHA-256 of what its manifest says, lower-case hexadecimal: two registries that share a key cannot be mixed.</param>
public sealed record SetVersion(string Id, string Digest);
