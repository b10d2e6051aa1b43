namespace CelebFunctions.Models.Publishing;

/// <summary>What publishing a version did.</summary>
/// <param name="Id">Which.</param>
/// <param name="Manifest">What was signed.</param>
/// <param name="Again">It was there, and was signed anew.</param>
/// <param name="Deltas">What was made for those who have an older version.</param>
/// <param name="Erasure">What went because somebody is no longer in the gallery; null where that is not so.</param>
public sealed record PublishReport(
    VersionId Id, VersionManifest Manifest, bool Again, IReadOnlyList<PublishedDelta> Deltas, ErasureReport? Erasure);
