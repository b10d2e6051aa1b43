namespace CelebFunctions.Models.Feeds;

/// <summary>A feed that can be written to: by whoever publishes and, for vetoes alone, by servers.</summary>
public interface IModelRegistry : IModelFeed
{
    /// <summary>Writes a file that is not there yet.</summary>
    /// <returns>False where it is; it is left as it is.</returns>
    /// <exception cref="FeedException">The registry is out of reach, or refuses.</exception>
    Task<bool> TryCreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Writes a file, whatever was there; a reader sees the old one or the new one.</summary>
    /// <exception cref="FeedException">The registry is out of reach, or refuses.</exception>
    Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Deletes a file.</summary>
    /// <returns>False where there was none.</returns>
    /// <exception cref="FeedException">The registry is out of reach, or refuses.</exception>
    Task<bool> DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>The paths of the files that begin with this, in order.</summary>
    /// <exception cref="FeedException">The registry is out of reach, or refuses.</exception>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);
}
