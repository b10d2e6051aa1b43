using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Models.Updates;

/// <summary>
/// The folder in which a machine keeps what it took from a feed: <c>models/{name}/{version}/</c>, the signed documents, and
/// what it must not forget (<c>seen.json</c>: the highest numbers and the lowest versions). Downloads go on where they
/// stopped, and take their place only when all of their bytes are right. One process uses a folder at a time.
/// </summary>
public sealed class ModelStore(string folder)
{
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Deletes each version that neither set names; what cannot be deleted now goes the next time.</summary>
    public void Prune(params IEnumerable<LocalSet> keep) => throw new NotImplementedException();
}
