namespace CelebFunctions.Models.Feeds;

/// <summary>
/// Where versions of models and galleries come from: a folder, a web address or a blob container. Nothing that it gives is
/// trusted: not its bytes, not how many they are, not how fast they come. <see cref="FeedPaths"/> has the paths.
/// </summary>
public interface IModelFeed
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">Parted by slashes: <c>active.jws</c>, <c>models/face-embedder/1.2.0/manifest.jws</c>.</param>
    /// <param name="offset">The first byte that is wanted; a feed that cannot skip begins at 0 and says so in <see cref="FeedFile.Offset"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="FeedException">The feed is out of reach, or refuses.</exception>
    Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken);

    /// <summary>Opens what makes a file of one that is here.</summary>
    /// <param name="from">SHA-256 of the file that is here.</param>
    /// <param name="id">The version that the wanted file is of.</param>
    /// <param name="file">The wanted file.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Null where nobody made a delta.</returns>
    /// <exception cref="FeedException">The feed is out of reach, or refuses.</exception>
    Task<FeedFile?> OpenDeltaAsync(string from, VersionId id, ModelFile file, CancellationToken cancellationToken) =>
        OpenAsync(FeedPaths.Delta(from, file.Sha256), 0, cancellationToken);
}
