using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;
using CelebFunctions.Serving;

namespace CelebFunctions.Distribution;

/// <summary>What apps can fetch: the versions of the feed; where there is none, what is built in.</summary>
internal sealed class ModelShelf(ISetSource source, ServingModels models, BuiltInModels builtIn)
{
    // Above what a set, a key list or a manifest may have.
    private const int MostDocumentBytes = 256 * 1024;

    /// <summary>What is served, and the number of its set.</summary>
    public async Task<(long? Set, IReadOnlyList<ShelvedVersion> Versions)> ServedAsync(CancellationToken cancellationToken)
    {
        using var lease = await models.LeaseAsync(cancellationToken);
        if (lease.Parts is not { } parts)
            return (null, builtIn.VersionsOf(lease.Set));
        var reader = await ReaderAsync(cancellationToken);
        var versions = new List<ShelvedVersion>();
        foreach (var version in parts.Versions())
        {
            if (await FindAsync(reader, version.Id, cancellationToken) is { } found)
                versions.Add(found);
        }
        return (models.Feed?.Set, versions);
    }

    /// <summary>All versions of a name, oldest first.</summary>
    public async Task<IReadOnlyList<ShelvedVersion>> VersionsAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReaderAsync(cancellationToken) is not { } reader)
            return await BuiltInAsync(name, cancellationToken);
        var published = await reader.VersionsAsync(name, cancellationToken);
        return [.. published.Select(version => version.Document).OfType<SignedDocument<VersionManifest>>().Select(Shelved)];
    }

    /// <summary>A version that verifies; null where there is none.</summary>
    public async Task<ShelvedVersion?> FindAsync(VersionId id, CancellationToken cancellationToken) =>
        await ReaderAsync(cancellationToken) is { } reader
            ? await FindAsync(reader, id, cancellationToken)
            : (await BuiltInAsync(id.Name, cancellationToken)).FirstOrDefault(version => version.Id == id);

    /// <summary>Opens a file of a version.</summary>
    /// <param name="version">As it was found here.</param>
    /// <param name="file">One of its files.</param>
    /// <param name="offset">The first byte that is wanted.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<FeedFile?> OpenAsync(ShelvedVersion version, ModelFile file, long offset, CancellationToken cancellationToken) => version.IsSigned
        ? source.Registry.OpenAsync(FeedPaths.File(version.Id, file.Name), offset, cancellationToken)
        : builtIn.OpenAsync(version, file, offset, cancellationToken);

    /// <summary>Opens what makes one file of another; null where nobody made it.</summary>
    public async Task<FeedFile?> OpenDeltaAsync(string from, string to, long offset, CancellationToken cancellationToken) =>
        source.IsOn ? await source.Registry.OpenAsync(FeedPaths.Delta(from, to), offset, cancellationToken) : null;

    /// <summary>A signed document as it is; null where there is none. Who reads it verifies it.</summary>
    public async Task<byte[]?> DocumentAsync(string path, CancellationToken cancellationToken)
    {
        if (!source.IsOn || await source.Registry.OpenAsync(path, 0, cancellationToken) is not { } file)
            return null;
        await using (file)
        {
            var bytes = new byte[MostDocumentBytes];
            var length = await file.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return bytes[..length];
        }
    }

    private async Task<IReadOnlyList<ShelvedVersion>> BuiltInAsync(string name, CancellationToken cancellationToken)
    {
        using var lease = await models.LeaseAsync(cancellationToken);
        // Once a feed's set serves, what is built in may hold somebody who was erased there.
        return lease.Parts is null ? [.. builtIn.VersionsOf(lease.Set).Where(version => version.Id.Name == name)] : [];
    }

    private async Task<RegistryReader?> ReaderAsync(CancellationToken cancellationToken)
    {
        if (!source.IsOn)
            return null;
        try
        {
            return await RegistryReader.KeysAsync(source.Registry, source.Root, cancellationToken) is { } keys
                ? new(source.Registry, [.. keys.Content.Keys.Select(VerificationKey.Of)])
                : null;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static async Task<ShelvedVersion?> FindAsync(RegistryReader? reader, VersionId id, CancellationToken cancellationToken) =>
        reader is not null && (await reader.VersionAsync(id, cancellationToken))?.Document is { } document ? Shelved(document) : null;

    private static ShelvedVersion Shelved(SignedDocument<VersionManifest> document) =>
        new(document.Content.Id, document.Content.Kind, document.Content.Files, IsSigned: true);
}
