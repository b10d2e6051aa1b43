namespace CelebFunctions.Models.Publishing;

/// <summary>A delta, kept or not.</summary>
/// <param name="From">The version that it starts from.</param>
/// <param name="File">The file that it makes.</param>
/// <param name="Bytes">Of the delta; null where none could be made.</param>
/// <param name="Kept">It is enough smaller than the file.</param>
public sealed record PublishedDelta(VersionId From, ModelFile File, long? Bytes, bool Kept);
