namespace CelebFunctions.Models;

/// <summary>What the manifest of any version says, whatever its kind: the content of <c>manifest.jws</c>.</summary>
public sealed record VersionManifest
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>The files that belong to it, and no other: a model's variants; of a gallery the whole one first, then the slim one as <see cref="ModelPrecision.Int8"/>.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>Of a gallery: the SHA-256 of the embedder that made its vectors.</summary>
    public string? Space { get; init; }

    public DateTimeOffset? Created { get; init; }

    public VersionId Id => VersionId.Of(Name, Version);
}
