using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Publishing;

/// <summary>Puts versions into a registry, with deltas for those who have an older one.</summary>
/// <param name="registry">Where.</param>
/// <param name="reader">Reads there what may be trusted.</param>
/// <param name="key">Signs.</param>
/// <param name="terms">For how long.</param>
/// <param name="time">Dates them.</param>
public sealed class VersionPublisher(IModelRegistry registry, RegistryReader reader, SigningKey key, Terms terms, TimeProvider time)
{
    // Phones that are further behind fetch the whole file.
    private const int OlderVersions = 3;

    // What is saved has to be worth the unpacking and the second copy in storage.
    private const double WorthKeeping = 0.9;

    /// <summary>Publishes a folder with <c>manifest.json</c>, or a gallery's file.</summary>
    /// <param name="path">Which.</param>
    /// <param name="keepOlder">People who are missing from the gallery are not erased: older versions stay.</param>
    /// <param name="cancellationToken">Stops between two files; the version is there only when it is whole.</param>
    /// <exception cref="PublishingException">It would be refused by those who fetch it, does not work, or is another under a version that is taken.</exception>
    public async Task<PublishReport> PublishAsync(string path, bool keepOlder, CancellationToken cancellationToken)
    {
        var source = VersionSource.Read(path, time.GetUtcNow());
        var id = source.Manifest.Id;
        var there = await reader.VersionAsync(id, cancellationToken).ConfigureAwait(false);
        var same = there?.Document is { } document && document.Content.Files.SequenceEqual(source.Manifest.Files);
        if (there?.Document is not null && !same)
            throw new PublishingException($"{id} is published, with other files: a version never changes. Give this one a version of its own.");
        var active = await reader.ActiveAsync(cancellationToken).ConfigureAwait(false);
        if (active is not null && active.Content.Lowest.TryGetValue(id.Name, out var lowest) && id.Number < Version.Parse(lowest))
            throw new PublishingException($"{id} must not be served any more: the lowest that may is {lowest}. Give it a version above.");

        var eraser = new GalleryEraser(registry, reader, new(registry, reader, key, terms, time));
        var erasure = source.Manifest.Kind == ModelKind.Gallery && !keepOlder
            ? await eraser.PlanAsync(source, active?.Content, cancellationToken).ConfigureAwait(false)
            : null;

        foreach (var file in source.Manifest.Files)
            await registry.WriteAsync(FeedPaths.File(id, file.Name), source.Files[file.Name], cancellationToken).ConfigureAwait(false);
        // Made of what nobody may have any more, a delta would be of no use.
        var deltas = erasure is null ? await MakeDeltasAsync(source, cancellationToken).ConfigureAwait(false) : [];
        // Last: what has a manifest is whole.
        var payload = same ? there!.Document!.Payload : source.Payload;
        await registry.WriteAsync(
            FeedPaths.Manifest(id), SignedDocuments.SignManifest(payload, time.GetUtcNow() + terms.Sets, key), cancellationToken).ConfigureAwait(false);
        var erased = erasure is null ? null : await eraser.EraseAsync(erasure, cancellationToken).ConfigureAwait(false);
        return new(id, source.Manifest, there is not null, deltas, erased);
    }

    /// <summary>Signs all versions anew that verify, with a later date.</summary>
    /// <returns>Those that do not verify.</returns>
    public async Task<IReadOnlyList<PublishedVersion>> RefreshAsync(CancellationToken cancellationToken)
    {
        var versions = await reader.VersionsAsync(null, cancellationToken).ConfigureAwait(false);
        foreach (var version in versions)
        {
            if (version.Document is { } document)
            {
                await registry.WriteAsync(
                    FeedPaths.Manifest(version.Id), SignedDocuments.SignManifest(document.Payload, time.GetUtcNow() + terms.Sets, key), cancellationToken).ConfigureAwait(false);
            }
        }
        return [.. versions.Where(version => version.Document is null)];
    }

    private async Task<IReadOnlyList<PublishedDelta>> MakeDeltasAsync(VersionSource source, CancellationToken cancellationToken)
    {
        var deltas = new List<PublishedDelta>();
        var id = source.Manifest.Id;
        var versions = await reader.VersionsAsync(id.Name, cancellationToken).ConfigureAwait(false);
        foreach (var older in versions.Where(version => version.Document is not null && version.Id.Number < id.Number).Reverse().Take(OlderVersions))
        {
            foreach (var file in source.Manifest.Files)
            {
                if (older.Document!.Content.Files.FirstOrDefault(old => old.Precision == file.Precision) is not { } old || old.Sha256 == file.Sha256)
                    continue;
                var delta = DictionaryDelta.Make(await reader.FileAsync(older.Id, old, cancellationToken).ConfigureAwait(false), source.Files[file.Name]);
                var kept = delta?.Length < file.Size * WorthKeeping;
                if (kept)
                    await registry.WriteAsync(FeedPaths.Delta(old.Sha256, file.Sha256), delta, cancellationToken).ConfigureAwait(false);
                deltas.Add(new(older.Id, file, delta?.Length, kept));
            }
        }
        return deltas;
    }
}
