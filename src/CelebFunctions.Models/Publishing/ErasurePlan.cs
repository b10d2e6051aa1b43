using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Publishing;

/// <summary>What has to go once a gallery without somebody is published.</summary>
/// <param name="Id">The new gallery.</param>
/// <param name="Pin">As the set will name it.</param>
/// <param name="Space">Of the new gallery.</param>
/// <param name="Now">The set that is served; null where there is none.</param>
/// <param name="Older">Versions that go.</param>
/// <param name="Newer">Versions above the new one that still have somebody.</param>
/// <param name="People">How many were taken out.</param>
internal sealed record ErasurePlan(
    VersionId Id, SetVersion Pin, string Space, ModelSet? Now, IReadOnlyList<PublishedVersion> Older, IReadOnlyList<VersionId> Newer, int People);
