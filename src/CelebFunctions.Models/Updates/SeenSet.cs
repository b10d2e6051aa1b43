namespace CelebFunctions.Models.Updates;

/// <summary>The newest set that was seen.</summary>
/// <param name="Number">Of the set.</param>
/// <param name="Digest">SHA-256 of what it said.</param>
/// <param name="Lowest">By name the lowest versions that it allowed.</param>
internal sealed record SeenSet(long Number, string Digest, IReadOnlyDictionary<string, string> Lowest);
