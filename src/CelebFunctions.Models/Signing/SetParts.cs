namespace CelebFunctions.Models.Signing;

/// <summary>A detector, an embedder and galleries of its space.</summary>
public sealed record SetParts(SetVersion Detector, SetVersion Embedder, IReadOnlyList<SetVersion> Galleries)
{
    /// <summary>All of them.</summary>
    public IEnumerable<SetVersion> Versions() => [Detector, Embedder, .. Galleries];
}
