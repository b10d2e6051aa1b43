using System.Globalization;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Publishing;

/// <summary>
/// Reads a registry as its publisher: whoever can write to its storage is not trusted, so that nothing of theirs is ever
/// signed again. Dates are not looked at, since a publisher is who renews them.
/// </summary>
public sealed class RegistryReader(IModelRegistry registry, IReadOnlyList<VerificationKey> trusted)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The keys of a registry, verified by the root.</summary>
    /// <returns>Null where there are none yet.</returns>
    /// <exception cref="RefusedException">They do not verify.</exception>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public static async Task<SignedDocument<PublishingKeys>?> KeysAsync(IModelRegistry registry, TrustedRoot root, CancellationToken cancellationToken)
    {
        var document = await FeedReader.ReadAsync(registry, FeedPaths.Keys, SignedDocuments.MaxKeysBytes, Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return document is null ? null : SignedDocuments.ReadKeys(document, root);
    }

    /// <summary>The set that is served.</summary>
    /// <returns>Null where there is none yet.</returns>
    /// <exception cref="RefusedException">It does not verify.</exception>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public async Task<SignedDocument<ModelSet>?> ActiveAsync(CancellationToken cancellationToken)
    {
        var document = await ReadAsync(FeedPaths.Active, SignedDocuments.MaxSetBytes, cancellationToken).ConfigureAwait(false);
        return document is null ? null : SignedDocuments.ReadSet(document, trusted);
    }

    /// <summary>All sets there ever were that verify, newest first.</summary>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public async Task<IReadOnlyList<SignedDocument<ModelSet>>> SetsAsync(CancellationToken cancellationToken)
    {
        var sets = new List<SignedDocument<ModelSet>>();
        await foreach (var path in registry.ListAsync(FeedPaths.Sets, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                var document = await ReadAsync(path, SignedDocuments.MaxSetBytes, cancellationToken).ConfigureAwait(false);
                var set = document is null ? null : SignedDocuments.ReadPastSet(path, document, trusted);
                if (set is not null && path == FeedPaths.Set(set.Content.Number))
                    sets.Add(set);
            }
            catch (RefusedException)
            {
                // Of a key that was taken back, or put there by somebody else.
            }
        }
        return [.. sets.OrderByDescending(set => set.Content.Number)];
    }

    /// <summary>A version.</summary>
    /// <returns>Null where there is none; one that does not verify says why.</returns>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public async Task<PublishedVersion?> VersionAsync(VersionId id, CancellationToken cancellationToken)
    {
        try
        {
            var document = await ReadAsync(FeedPaths.Manifest(id), SignedDocuments.MaxManifestBytes, cancellationToken).ConfigureAwait(false);
            return document is null ? null : new(id, SignedDocuments.ReadManifest(id, document, trusted), null);
        }
        catch (RefusedException exception)
        {
            return new(id, null, exception.Message);
        }
    }

    /// <summary>All versions, of one name or of all, by name and number.</summary>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public async Task<IReadOnlyList<PublishedVersion>> VersionsAsync(string? name, CancellationToken cancellationToken)
    {
        var versions = new List<PublishedVersion>();
        await foreach (var path in registry.ListAsync(name is null ? FeedPaths.Models : $"{FeedPaths.Models}{name}/", cancellationToken).ConfigureAwait(false))
        {
            if (path.Split('/') is [_, var owner, var number, "manifest.jws"]
                && VersionId.TryParse($"{owner}@{number}", out var id)
                && await VersionAsync(id, cancellationToken).ConfigureAwait(false) is { } version)
            {
                versions.Add(version);
            }
        }
        return [.. versions.OrderBy(version => version.Id.Name, StringComparer.Ordinal).ThenBy(version => version.Id.Number)];
    }

    /// <summary>A file of a version, whole and right.</summary>
    /// <exception cref="RefusedException">It is missing, or another.</exception>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public async Task<byte[]> FileAsync(VersionId id, ModelFile file, CancellationToken cancellationToken)
    {
        var size = (int)Math.Min(file.Size, Array.MaxLength);
        var bytes = await ReadAsync(FeedPaths.File(id, file.Name), size, cancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException($"{id} lacks its file {file.Name} in the registry.");
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) == file.Sha256
            ? bytes
            : throw new RefusedException(string.Create(CultureInfo.InvariantCulture, $"{file.Name} in the registry is not the file that the manifest of {id} describes."));
    }

    private Task<byte[]?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken) =>
        FeedReader.ReadAsync(registry, path, maxBytes, Patience, TimeProvider.System, cancellationToken);
}
