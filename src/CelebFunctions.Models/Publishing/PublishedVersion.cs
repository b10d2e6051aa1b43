using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Publishing;

/// <summary>A version in a registry.</summary>
/// <param name="Id">Which.</param>
/// <param name="Document">Its manifest; null where it does not verify.</param>
/// <param name="Trouble">Why not.</param>
public sealed record PublishedVersion(VersionId Id, SignedDocument<VersionManifest>? Document, string? Trouble);
