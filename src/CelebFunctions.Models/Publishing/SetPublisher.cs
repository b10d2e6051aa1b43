using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Publishing;

/// <summary>Signs which versions are served.</summary>
/// <param name="registry">Where.</param>
/// <param name="reader">Reads there what may be trusted.</param>
/// <param name="key">Signs.</param>
/// <param name="terms">For how long.</param>
/// <param name="time">Dates them.</param>
public sealed class SetPublisher(IModelRegistry registry, RegistryReader reader, SigningKey key, Terms terms, TimeProvider time)
{
    /// <summary>Serves these versions from now on, instead of those of the same name; without any, what was on trial. Ends the trial.</summary>
    /// <exception cref="PublishingException">They do not belong together, or are not there.</exception>
    public async Task<ModelSet> ActivateAsync(IReadOnlyList<VersionId> versions, CancellationToken cancellationToken)
    {
        var now = (await reader.ActiveAsync(cancellationToken).ConfigureAwait(false))?.Content;
        if (versions.Count == 0 && now?.Canary is null)
            throw new PublishingException("There is no canary to activate: name the versions.");
        var parts = versions.Count == 0
            ? now!.Canary!.Set
            : await WithAsync(now?.Active, versions, now?.Lowest, cancellationToken).ConfigureAwait(false);
        return await SignAsync(now, parts, null, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tries these versions on a share of the photos, in place of those of the same name.</summary>
    /// <exception cref="PublishingException">They do not belong together, or are not there.</exception>
    public async Task<ModelSet> StartCanaryAsync(IReadOnlyList<VersionId> versions, int percent, CancellationToken cancellationToken)
    {
        var now = await NowAsync(cancellationToken).ConfigureAwait(false);
        var parts = await WithAsync(now.Active, versions, now.Lowest, cancellationToken).ConfigureAwait(false);
        if (parts.Versions().SequenceEqual(now.Active.Versions()))
            throw new PublishingException($"{string.Join(", ", versions)} is served already: there is nothing to try.");
        return await SignAsync(now, now.Active, new(parts, percent), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a trial or, where there is none, serves again what was served before.</summary>
    /// <exception cref="PublishingException">There is nothing to go back to.</exception>
    public async Task<ModelSet> RollBackAsync(CancellationToken cancellationToken)
    {
        var now = await NowAsync(cancellationToken).ConfigureAwait(false);
        if (now.Canary is not null)
            return await SignAsync(now, now.Active, null, null, cancellationToken).ConfigureAwait(false);
        var sets = await reader.SetsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var earlier in sets.Where(set => set.Content.Number < now.Number).Select(set => set.Content))
        {
            var parts = WithoutErased(earlier.Active, now);
            if (parts.Versions().SequenceEqual(now.Active.Versions()) || !await FitsAsync(parts, now.Lowest, cancellationToken).ConfigureAwait(false))
                continue;
            return await SignAsync(now, parts, null, null, cancellationToken).ConfigureAwait(false);
        }
        throw new PublishingException("There is no earlier set that may still be served.");
    }

    /// <summary>Signs the set anew, with a later date; a canary that servers vetoed goes.</summary>
    /// <exception cref="PublishingException">There is no set.</exception>
    public async Task<ModelSet> RefreshAsync(CancellationToken cancellationToken)
    {
        var now = await NowAsync(cancellationToken).ConfigureAwait(false);
        var veto = await Updates.ModelVetoes.ReadAsync(registry, now.Number, cancellationToken).ConfigureAwait(false);
        return await SignAsync(now, now.Active, veto is null ? now.Canary : null, null, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<ModelSet> SignAsync(
        ModelSet? now, SetParts parts, SetCanary? canary, IReadOnlyDictionary<string, string>? lowest, CancellationToken cancellationToken)
    {
        foreach (var each in canary is null ? [parts] : new[] { parts, canary.Set })
            await CheckAsync(each, cancellationToken).ConfigureAwait(false);
        var sets = await reader.SetsAsync(cancellationToken).ConfigureAwait(false);
        var number = Math.Max(now?.Number ?? 0, sets.Count > 0 ? sets[0].Content.Number : 0) + 1;
        var set = new ModelSet(number, parts, canary, lowest ?? now?.Lowest ?? new Dictionary<string, string>(), time.GetUtcNow());
        var expires = time.GetUtcNow() + terms.Sets;
        var past = SignedDocuments.SignPast(set, expires, key);
        // A veto of a set of this number that another key once signed is not against this one.
        await registry.DeleteAsync(FeedPaths.Veto(number), cancellationToken).ConfigureAwait(false);
        // First in the row of all sets, so that of two publishers at once one finds the number taken.
        if (!await registry.TryCreateAsync(FeedPaths.Set(number), past, cancellationToken).ConfigureAwait(false))
        {
            if ((await reader.SetsAsync(cancellationToken).ConfigureAwait(false)).Any(other => other.Content.Number == number))
                throw new PublishingException($"Somebody else just signed set {number}. Look at it, then try again.");
            await registry.WriteAsync(FeedPaths.Set(number), past, cancellationToken).ConfigureAwait(false);
        }
        await registry.WriteAsync(FeedPaths.Active, SignedDocuments.Sign(set, expires, key), cancellationToken).ConfigureAwait(false);
        return set;
    }

    private async Task<ModelSet> NowAsync(CancellationToken cancellationToken) =>
        (await reader.ActiveAsync(cancellationToken).ConfigureAwait(false))?.Content
        ?? throw new PublishingException("No set is served yet: 'celeb models activate' a detector, an embedder and a gallery first.");

    private async Task<SetParts> WithAsync(
        SetParts? parts, IReadOnlyList<VersionId> versions, IReadOnlyDictionary<string, string>? lowest, CancellationToken cancellationToken)
    {
        SetVersion? detector = parts?.Detector, embedder = parts?.Embedder;
        var galleries = parts?.Galleries.ToDictionary(gallery => VersionId.Parse(gallery.Id).Name, StringComparer.Ordinal) ?? [];
        foreach (var id in versions)
        {
            var version = await reader.VersionAsync(id, cancellationToken).ConfigureAwait(false)
                ?? throw new PublishingException($"{id} is not published. 'celeb models list' shows what is.");
            var document = version.Document ?? throw new PublishingException($"{version.Trouble} Publish {id} again.");
            var pin = new SetVersion(id.ToString(), document.Digest);
            if (IsForbidden(pin, lowest))
                throw new PublishingException($"{id} must not be served any more: the lowest that may is {lowest![id.Name]}.");
            switch (document.Content.Kind)
            {
                case ModelKind.Detector:
                    detector = pin;
                    break;
                case ModelKind.Embedder:
                    embedder = pin;
                    break;
                case ModelKind.Gallery:
                    galleries[id.Name] = pin;
                    break;
            }
        }
        return detector is not null && embedder is not null
            ? new(detector, embedder, [.. galleries.OrderBy(gallery => gallery.Key, StringComparer.Ordinal).Select(gallery => gallery.Value)])
            : throw new PublishingException("The first set needs a detector, an embedder and the galleries of its space: name them together.");
    }

    /// <summary>Each version is there and verifies, and the galleries are of the embedder's space.</summary>
    private async Task CheckAsync(SetParts parts, CancellationToken cancellationToken)
    {
        string? space = null;
        foreach (var pin in parts.Versions())
        {
            var version = await reader.VersionAsync(VersionId.Parse(pin.Id), cancellationToken).ConfigureAwait(false);
            if (version?.Document is not { } document || document.Digest != pin.Digest)
                throw new PublishingException($"{pin.Id} is not in the registry as the set names it. {version?.Trouble} Publish it again.");
            if (document.Content.Kind == ModelKind.Embedder)
                space = document.Content.Files[0].Sha256;
            if (document.Content.Kind == ModelKind.Gallery && document.Content.Space != space)
            {
                throw new PublishingException(
                    $"The gallery {pin.Id} was made with another embedder than {parts.Embedder.Id}: build it again with that one, publish it, and name both.");
            }
        }
    }

    /// <summary>Galleries that hold somebody who was erased since do not come back: what is served takes their place.</summary>
    private static SetParts WithoutErased(SetParts parts, ModelSet now) => parts with
    {
        Galleries = [.. parts.Galleries.Select(gallery => IsForbidden(gallery, now.Lowest)
            ? now.Active.Galleries.FirstOrDefault(served => VersionId.Parse(served.Id).Name == VersionId.Parse(gallery.Id).Name) ?? gallery
            : gallery)],
    };

    private async Task<bool> FitsAsync(SetParts parts, IReadOnlyDictionary<string, string> lowest, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(parts, cancellationToken).ConfigureAwait(false);
            return !parts.Versions().Any(version => IsForbidden(version, lowest));
        }
        catch (PublishingException)
        {
            return false;
        }
    }

    private static bool IsForbidden(SetVersion version, IReadOnlyDictionary<string, string>? lowest)
    {
        var id = VersionId.Parse(version.Id);
        return lowest is not null && lowest.TryGetValue(id.Name, out var least) && id.Number < Version.Parse(least);
    }
}
