using System.Security.Cryptography;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Models.Publishing;

/// <summary>
/// Sees to it that who was taken out of a gallery is gone: the new gallery is served, no older one may be again, and older
/// ones and their deltas are deleted.
/// </summary>
internal sealed class GalleryEraser(IModelRegistry registry, RegistryReader reader, SetPublisher sets)
{
    /// <summary>What would have to go; nothing is changed yet.</summary>
    /// <returns>Null where nobody who was in an older version is missing.</returns>
    /// <exception cref="PublishingException">The gallery that is served could not be replaced.</exception>
    public async Task<ErasurePlan?> PlanAsync(VersionSource source, ModelSet? now, CancellationToken cancellationToken)
    {
        var id = source.Manifest.Id;
        var people = PeopleIn(source.Files[source.Manifest.Files[0].Name]);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var (older, newer) = (new List<PublishedVersion>(), new List<VersionId>());
        foreach (var version in await reader.VersionsAsync(id.Name, cancellationToken).ConfigureAwait(false))
        {
            if (version.Id == id)
                continue;
            var gone = version.Document is { Content: { Kind: ModelKind.Gallery } manifest }
                ? PeopleIn(await reader.FileAsync(version.Id, manifest.Files[0], cancellationToken).ConfigureAwait(false)).Except(people).ToArray()
                : [];
            if (version.Id.Number < id.Number)
            {
                older.Add(version);
                missing.UnionWith(gone);
            }
            else if (gone.Length > 0)
            {
                newer.Add(version.Id);
            }
        }
        if (missing.Count == 0)
            return null;
        var served = now?.Active.Galleries.Any(gallery => VersionId.Parse(gallery.Id) is var other && other.Name == id.Name && other.Number < id.Number) == true;
        if (served)
        {
            var embedder = await reader.VersionAsync(VersionId.Parse(now!.Active.Embedder.Id), cancellationToken).ConfigureAwait(false);
            if (embedder?.Document?.Content.Files[0].Sha256 != source.Manifest.Space)
            {
                throw new PublishingException(
                    $"{id} lacks people of the {id.Name} that is served ({missing.Count}), but was made for another embedder and cannot take its place. "
                    + "Take them out of the gallery that is served first and publish that; or say --keep-older if they are not to be erased.");
            }
        }
        return new(id, new(id.ToString(), Convert.ToHexStringLower(SHA256.HashData(source.Payload))), source.Manifest.Space!, now, older, newer, missing.Count);
    }

    /// <summary>Does it, once the new gallery is there: first the set, so that no reader is led to what is gone.</summary>
    public async Task<ErasureReport> EraseAsync(ErasurePlan plan, CancellationToken cancellationToken)
    {
        // Published before, it may be pinned by what was signed then.
        var pin = (await reader.VersionAsync(plan.Id, cancellationToken).ConfigureAwait(false))?.Document is { } document
            ? plan.Pin with { Digest = document.Digest }
            : plan.Pin;
        ModelSet? set = null;
        var canaryEnded = false;
        if (plan.Now is { } now)
        {
            var lowest = new Dictionary<string, string>(now.Lowest, StringComparer.Ordinal) { [plan.Id.Name] = plan.Id.Version };
            var canary = now.Canary is { } tried ? await ReplacedAsync(tried, pin, plan, cancellationToken).ConfigureAwait(false) : null;
            canaryEnded = now.Canary is not null && canary is null;
            set = await sets.SignAsync(now, Replaced(now.Active, pin, plan.Id), canary, lowest, cancellationToken).ConfigureAwait(false);
        }
        foreach (var version in plan.Older)
        {
            // The manifest first: without it nothing else is looked for.
            await registry.DeleteAsync(FeedPaths.Manifest(version.Id), cancellationToken).ConfigureAwait(false);
            await DeleteAllAsync(FeedPaths.Version(version.Id), _ => true, cancellationToken).ConfigureAwait(false);
            foreach (var file in version.Document?.Content.Files ?? [])
                await DeleteAllAsync(FeedPaths.Deltas, path => path.Contains(file.Sha256, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
        }
        return new(plan.People, set?.Number, [.. plan.Older.Select(version => version.Id)], canaryEnded, plan.Newer);
    }

    private static SetParts Replaced(SetParts parts, SetVersion pin, VersionId id) => parts with
    {
        Galleries = [.. parts.Galleries.Select(gallery => VersionId.Parse(gallery.Id) is var other && other.Name == id.Name && other.Number < id.Number ? pin : gallery)],
    };

    private async Task<SetCanary?> ReplacedAsync(SetCanary canary, SetVersion pin, ErasurePlan plan, CancellationToken cancellationToken)
    {
        var replaced = Replaced(canary.Set, pin, plan.Id);
        if (replaced.Galleries.SequenceEqual(canary.Set.Galleries))
            return canary;
        var embedder = await reader.VersionAsync(VersionId.Parse(canary.Set.Embedder.Id), cancellationToken).ConfigureAwait(false);
        return embedder?.Document?.Content.Files[0].Sha256 == plan.Space ? canary with { Set = replaced } : null;
    }

    private async Task DeleteAllAsync(string prefix, Func<string, bool> which, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        await foreach (var path in registry.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (which(path))
                paths.Add(path);
        }
        foreach (var path in paths)
            await registry.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private static HashSet<string> PeopleIn(byte[] file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            using var gallery = Gallery.Open(path);
            return gallery.People.Select(person => person.Id).ToHashSet(StringComparer.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
