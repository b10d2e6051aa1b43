namespace CelebFunctions.Models.Updates;

/// <summary>A detector, an embedder and galleries of its space, on this machine. Equal where they are the same versions.</summary>
/// <param name="Detector">Kind and files are verified.</param>
/// <param name="Embedder">Kind and files are verified.</param>
/// <param name="Galleries">Each of the embedder's space.</param>
public sealed record LocalParts(LocalVersion Detector, LocalVersion Embedder, IReadOnlyList<LocalVersion> Galleries)
{
    /// <summary>All of them.</summary>
    public IEnumerable<LocalVersion> Versions() => [Detector, Embedder, .. Galleries];

    public bool Equals(LocalParts? other) =>
        other is not null && Detector == other.Detector && Embedder == other.Embedder && Galleries.SequenceEqual(other.Galleries);

    public override int GetHashCode() => HashCode.Combine(Detector, Embedder, Galleries.Count);
}
