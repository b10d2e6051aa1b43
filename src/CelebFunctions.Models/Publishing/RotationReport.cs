namespace CelebFunctions.Models.Publishing;

/// <summary>What a rotation did.</summary>
/// <param name="Number">Of the keys.</param>
/// <param name="Trusted">Thumbprints of the keys that are good now.</param>
/// <param name="TakenBack">Thumbprints of those that are good no more.</param>
/// <param name="Set">The set that was signed anew; null where none was.</param>
/// <param name="Versions">All versions, and which of them no longer verify.</param>
public sealed record RotationReport(
    long Number, IReadOnlyList<string> Trusted, IReadOnlyList<string> TakenBack, long? Set, IReadOnlyList<PublishedVersion> Versions);
