namespace CelebFunctions.Models.Publishing;

/// <summary>What went because people were taken out of a gallery.</summary>
/// <param name="People">How many; who is not said here.</param>
/// <param name="Set">The number of the set that serves the new gallery; null where none served an old one.</param>
/// <param name="Deleted">Versions that are gone.</param>
/// <param name="CanaryEnded">The canary had an older gallery that the new one could not replace.</param>
/// <param name="StillThere">Versions above the new one that have somebody who is not in it.</param>
public sealed record ErasureReport(int People, long? Set, IReadOnlyList<VersionId> Deleted, bool CanaryEnded, IReadOnlyList<VersionId> StillThere);
