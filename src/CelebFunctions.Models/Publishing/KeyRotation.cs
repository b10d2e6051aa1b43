using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Publishing;

/// <summary>Says with the root key which keys may publish.</summary>
public sealed class KeyRotation(IModelRegistry registry, Terms terms, TimeProvider time)
{
    /// <summary>Writes new keys and signs with the first of them what the old ones vouched for.</summary>
    /// <param name="root">The root key.</param>
    /// <param name="key">The publishing key that signs from now on.</param>
    /// <param name="others">Further keys that may publish.</param>
    /// <param name="stolen">
    /// A key got into other hands: what it signed may be a thief's, so that nothing is signed again; versions are published
    /// again from their originals.
    /// </param>
    /// <param name="cancellationToken">Stops between two documents; do it again then.</param>
    /// <exception cref="PublishingException">The keys in the registry are not this root's.</exception>
    public async Task<RotationReport> RotateAsync(
        SigningKey root, SigningKey key, IReadOnlyList<VerificationKey> others, bool stolen, CancellationToken cancellationToken)
    {
        var trustedRoot = TrustedRoot.Of(root.Public);
        SignedDocument<PublishingKeys>? old;
        try
        {
            old = await RegistryReader.KeysAsync(registry, trustedRoot, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedException exception)
        {
            throw new PublishingException($"{exception.Message} Nothing was changed.", exception);
        }
        var before = old?.Content.Keys.Select(VerificationKey.Of).ToArray() ?? [];
        VerificationKey[] after = [key.Public, .. others.Where(other => other.Thumbprint != key.Public.Thumbprint)];
        var keys = new PublishingKeys((old?.Content.Number ?? 0) + 1, [.. after.Select(each => each.Jwk)]);
        await registry.WriteAsync(FeedPaths.Keys, SignedDocuments.Sign(keys, time.GetUtcNow() + terms.Keys, root), cancellationToken).ConfigureAwait(false);

        var trusted = stolen ? after : before.Concat(after).DistinctBy(each => each.Thumbprint).ToArray();
        var reader = new RegistryReader(registry, trusted);
        if (stolen)
            await ForgetSetsAsync(cancellationToken).ConfigureAwait(false);
        var set = stolen ? null : await SignAgainAsync(reader, key, cancellationToken).ConfigureAwait(false);
        var versions = await new RegistryReader(registry, after).VersionsAsync(null, cancellationToken).ConfigureAwait(false);
        return new(keys.Number, [.. after.Select(each => each.Thumbprint)], [.. before.Select(each => each.Thumbprint).Except(after.Select(each => each.Thumbprint))], set, versions);
    }

    /// <summary>Servers keep what they have; the next set is signed by the new key, and its number begins again.</summary>
    private async Task ForgetSetsAsync(CancellationToken cancellationToken)
    {
        var paths = new List<string> { FeedPaths.Active };
        foreach (var prefix in new[] { FeedPaths.Sets, FeedPaths.Vetoes })
        {
            await foreach (var path in registry.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
                paths.Add(path);
        }
        foreach (var path in paths)
            await registry.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long?> SignAgainAsync(RegistryReader reader, SigningKey key, CancellationToken cancellationToken)
    {
        await new VersionPublisher(registry, reader, key, terms, time).RefreshAsync(cancellationToken).ConfigureAwait(false);
        // So that a rollback still finds them.
        foreach (var set in await reader.SetsAsync(cancellationToken).ConfigureAwait(false))
            await registry.WriteAsync(FeedPaths.Set(set.Content.Number), SignedDocuments.SignPast(set.Content, set.Expires, key), cancellationToken).ConfigureAwait(false);
        return await reader.ActiveAsync(cancellationToken).ConfigureAwait(false) is null
            ? null
            : (await new SetPublisher(registry, reader, key, terms, time).RefreshAsync(cancellationToken).ConfigureAwait(false)).Number;
    }
}
