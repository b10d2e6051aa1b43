using CelebFunctions.Models;

namespace CelebFunctions.Distribution;

/// <summary>A version that can be fetched.</summary>
/// <param name="Id">Which.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Files">What belongs to it.</param>
/// <param name="IsSigned">Whether there is a manifest that says so.</param>
internal sealed record ShelvedVersion(VersionId Id, ModelKind Kind, IReadOnlyList<ModelFile> Files, bool IsSigned);
