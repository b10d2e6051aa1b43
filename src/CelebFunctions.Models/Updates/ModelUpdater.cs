using System.Text;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models.Updates;

/// <summary>Looks at a feed and brings what is new onto this machine, if it verifies. One look at a time.</summary>
public sealed class ModelUpdater(IModelFeed feed, ModelStore store, TrustedRoot root, ModelUpdaterOptions options, TimeProvider time)
{
    private readonly VersionFetcher _versions = new(feed, store, options, time);
    private LocalSet? _last;
    private string? _lastDigest;

    /// <summary>The last set that was verified, read from the store without the feed and verified again; null where there is none that does.</summary>
    public Task<LocalSet?> LastAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Last());
    }

    /// <summary>Looks once. Never throws for what the feed does: the outcome says it.</summary>
    public async Task<UpdateOutcome> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FeedException exception)
        {
            return new(UpdateState.Unreachable, Last(), exception.Message);
        }
        catch (StaleException exception)
        {
            return new(UpdateState.Stale, Last(), exception.Message);
        }
        catch (RefusedException exception)
        {
            return new(UpdateState.Refused, Last(), exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(UpdateState.Refused, Last(), $"The folder of models takes no more: {exception.Message}");
        }
    }

    private async Task<UpdateOutcome> LookAsync(CancellationToken cancellationToken)
    {
        var state = store.ReadState();
        if (await ReadAsync(FeedPaths.Active, SignedDocuments.MaxSetBytes, cancellationToken).ConfigureAwait(false) is not { } active)
        {
            // A feed that had a set and has none is no empty one.
            return state.Active is null ? new(UpdateState.Empty, null) : throw new FeedException($"The feed has no {FeedPaths.Active} any more.");
        }
        var keysText = await ReadAsync(FeedPaths.Keys, SignedDocuments.MaxKeysBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException($"The feed has no {FeedPaths.Keys}.");

        var keys = SignedDocuments.ReadKeys(keysText, root);
        if (keys.Content.Number < state.KeysNumber)
            throw new RefusedException($"{FeedPaths.Keys} has the number {keys.Content.Number}, and {state.KeysNumber} was seen: a key that was taken back may be among them.");
        var trusted = keys.Content.Keys.Select(VerificationKey.Of).ToArray();
        var set = SignedDocuments.ReadSet(active, trusted);
        var floor = SeenFloor.Of(state, trusted);
        floor.Check(set);
        ThrowIfPast(FeedPaths.Keys, keys.Expires);
        ThrowIfPast(FeedPaths.Active, set.Expires);

        var known = Last() is not null && _lastDigest == set.Digest;
        if (!known)
        {
            var local = await FetchAsync(set, trusted, cancellationToken).ConfigureAwait(false);
            (_last, _lastDigest) = (local, set.Digest);
        }
        if (!known || state.KeysNumber != keys.Content.Number)
        {
            store.WriteState(floor.Remember(set) with
            {
                Keys = Encoding.ASCII.GetString(keysText),
                Active = Encoding.ASCII.GetString(active),
                KeysNumber = keys.Content.Number,
            });
            store.DeleteBelow(set.Content.Lowest);
        }
        var veto = set.Content.Canary is null ? null : await ModelVetoes.ReadAsync(feed, set.Content.Number, cancellationToken).ConfigureAwait(false);
        return new(known ? UpdateState.Unchanged : UpdateState.Updated, _last, Veto: veto);
    }

    private async Task<LocalSet> FetchAsync(SignedDocument<ModelSet> set, VerificationKey[] keys, CancellationToken cancellationToken)
    {
        var active = await FetchAsync(set.Content.Active, keys, cancellationToken).ConfigureAwait(false);
        var canary = set.Content.Canary is { } tried
            ? new LocalCanary(await FetchAsync(tried.Set, keys, cancellationToken).ConfigureAwait(false), tried.Percent)
            : null;
        return new(set.Content.Number, active, canary, set.Content.Lowest, set.Expires);
    }

    private async Task<LocalParts> FetchAsync(SetParts parts, VerificationKey[] keys, CancellationToken cancellationToken)
    {
        var detector = await _versions.FetchAsync(parts.Detector, ModelKind.Detector, keys, cancellationToken).ConfigureAwait(false);
        var embedder = await _versions.FetchAsync(parts.Embedder, ModelKind.Embedder, keys, cancellationToken).ConfigureAwait(false);
        var galleries = new List<LocalVersion>();
        foreach (var gallery in parts.Galleries)
            galleries.Add(await _versions.FetchAsync(gallery, ModelKind.Gallery, keys, cancellationToken).ConfigureAwait(false));
        var fetched = new LocalParts(detector, embedder, galleries);
        CheckSpace(fetched);
        return fetched;
    }

    /// <summary>Vectors of another space, or a gallery under another's name, would answer, and wrongly.</summary>
    private static void CheckSpace(LocalParts parts)
    {
        var space = SpaceOf(parts.Embedder);
        foreach (var version in parts.Galleries)
        {
            try
            {
                using var gallery = Gallery.Open(version.GalleryPath, space);
                if (gallery.Id != version.Id.Name || gallery.Version != version.Id.Version)
                    throw new RefusedException($"The gallery of {version.Id} is {gallery.Id}@{gallery.Version}.");
            }
            catch (GalleryException exception)
            {
                throw new RefusedException(exception.Message, exception);
            }
        }
    }

    private static string SpaceOf(LocalVersion embedder)
    {
        try
        {
            return ModelFolder.ReadManifestIn(embedder.Folder).Space;
        }
        catch (ModelException exception)
        {
            throw new RefusedException($"{embedder.Id}: {exception.Message}", exception);
        }
    }

    private LocalSet? Last()
    {
        if (_last is not null)
            return _last;
        var state = store.ReadState();
        if (state is not { Keys: { } keysText, Active: { } active })
            return null;
        try
        {
            var trusted = SignedDocuments.ReadKeys(Encoding.ASCII.GetBytes(keysText), root).Content.Keys.Select(VerificationKey.Of).ToArray();
            var set = SignedDocuments.ReadSet(Encoding.ASCII.GetBytes(active), trusted);
            if (FindParts(set.Content.Active) is not { } parts)
                return null;
            // A canary that is not whole here is just not tried until the feed is back.
            var canary = set.Content.Canary is { } tried && FindParts(tried.Set) is { } trial ? new LocalCanary(trial, tried.Percent) : null;
            (_last, _lastDigest) = (new(set.Content.Number, parts, canary, set.Content.Lowest, set.Expires), canary is null == set.Content.Canary is null ? set.Digest : null);
            return _last;
        }
        catch (RefusedException)
        {
            // Changed on disk, or taken under a root key that the app has no more.
            return null;
        }
    }

    private LocalParts? FindParts(SetParts parts)
    {
        var detector = _versions.Find(parts.Detector, ModelKind.Detector);
        var embedder = _versions.Find(parts.Embedder, ModelKind.Embedder);
        var galleries = parts.Galleries.Select(gallery => _versions.Find(gallery, ModelKind.Gallery)).ToArray();
        if (detector is null || embedder is null || galleries.Contains(null))
            return null;
        var found = new LocalParts(detector, embedder, galleries!);
        CheckSpace(found);
        return found;
    }

    private Task<byte[]?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken) =>
        FeedReader.ReadAsync(feed, path, maxBytes, options.Patience, time, cancellationToken);

    private void ThrowIfPast(string name, DateTimeOffset expires)
    {
        if (expires <= time.GetUtcNow())
            throw new StaleException($"{name} has run out at {expires:u}: nobody vouches that there is nothing newer. 'celeb models refresh' signs it anew.");
    }
}
