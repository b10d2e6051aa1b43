using System.Text.Json;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models.Updates;

/// <summary>Brings a version onto this machine and verifies it: manifest first, then its files, then what is in them.</summary>
internal sealed class VersionFetcher(IModelFeed feed, ModelStore store, ModelUpdaterOptions options, TimeProvider time)
{
    private const string ManifestName = "manifest.json";

    private readonly FileFetcher _files = new(feed, store, options, time);

    // What was found right is not hashed again at each look.
    private readonly Dictionary<string, LocalVersion> _verified = new(StringComparer.Ordinal);

    /// <summary>A version that lies here, or null where it does not, or is not what the set pins.</summary>
    public LocalVersion? Find(SetVersion pin, ModelKind kind)
    {
        var id = VersionId.Parse(pin.Id);
        var folder = store.FolderOf(id);
        var path = Path.Combine(folder, ManifestName);
        if (!File.Exists(path))
            return null;
        if (_verified.TryGetValue(pin.Digest, out var known) && known.Id == id)
            return known;
        var payload = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(payload)) != pin.Digest)
            return null;
        var manifest = SigningJson.Read(path, payload, SigningJson.Default.VersionManifest);
        SignedDocuments.CheckFiles(manifest);
        var wanted = Wanted(manifest, kind);
        if (!wanted.All(file => ModelStore.IsWhole(Path.Combine(folder, file.Name), file)))
            return null;
        // A runtime opens what lies beside a network, if the network says so; here nothing does.
        foreach (var extra in Directory.GetFileSystemEntries(folder).Where(entry => entry != path && !wanted.Any(file => file.Name == Path.GetFileName(entry))))
        {
            if (Directory.Exists(extra))
                Directory.Delete(extra, recursive: true);
            else
                File.Delete(extra);
        }
        return _verified[pin.Digest] = new(id, pin.Digest, folder);
    }

    /// <summary>Finds it here, or fetches it.</summary>
    /// <exception cref="RefusedException">It does not verify.</exception>
    /// <exception cref="StaleException">Its manifest has run out.</exception>
    /// <exception cref="FeedException">The feed is out of reach.</exception>
    /// <exception cref="IOException">There is no room.</exception>
    public async Task<LocalVersion> FetchAsync(SetVersion pin, ModelKind kind, IReadOnlyList<VerificationKey> keys, CancellationToken cancellationToken)
    {
        if (Find(pin, kind) is { } here)
            return here;
        var id = VersionId.Parse(pin.Id);
        var document = await FeedReader.ReadAsync(
            feed, FeedPaths.Manifest(id), SignedDocuments.MaxManifestBytes, options.Patience, time, cancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException($"The feed lacks the manifest of {id}.");
        var manifest = SignedDocuments.ReadManifest(id, document, keys);
        if (manifest.Digest != pin.Digest)
            throw new RefusedException($"The manifest of {id} is another than the one that the set was made of.");
        if (manifest.Expires <= time.GetUtcNow())
            throw new StaleException($"The manifest of {id} has run out at {manifest.Expires:u}.");
        foreach (var file in Wanted(manifest.Content, kind))
        {
            await _files.FetchAsync(id, file, Bases(id, file), cancellationToken).ConfigureAwait(false);
            if (kind != ModelKind.Gallery)
                Inspect(id, file);
        }
        await File.WriteAllBytesAsync(Path.Combine(store.FolderOf(id), ManifestName), manifest.Payload, cancellationToken).ConfigureAwait(false);
        return Find(pin, kind) ?? throw new RefusedException($"{id} was changed on its way to {store.FolderOf(id)}.");
    }

    private void Inspect(VersionId id, ModelFile file)
    {
        try
        {
            NetworkInspection.Check(File.ReadAllBytes(Path.Combine(store.FolderOf(id), file.Name)));
        }
        catch (ModelException exception)
        {
            throw new RefusedException($"{id}: {exception.Message}", exception);
        }
    }

    private IReadOnlyList<ModelFile> Wanted(VersionManifest manifest, ModelKind kind)
    {
        if (manifest.Kind != kind)
            throw new RefusedException($"{manifest.Id} is a {manifest.Kind}, where the set names a {kind}.");
        var wanted = manifest.Files.FirstOrDefault(file => file.Precision == options.Precision);
        // A gallery without a slim file serves all with its whole one.
        if (wanted is null && kind == ModelKind.Gallery)
            wanted = manifest.Files[0];
        return wanted is not null ? [wanted] : throw new RefusedException($"{manifest.Id} has no variant {options.Precision}.");
    }

    /// <summary>The same file of other versions, newest first.</summary>
    private IEnumerable<(string Path, ModelFile File)> Bases(VersionId id, ModelFile file)
    {
        var others = store.Versions().Concat(options.Bases.SelectMany(ModelStore.VersionsIn));
        foreach (var (_, folder) in others.Where(other => other.Id.Name == id.Name && other.Id != id).OrderByDescending(other => other.Id.Number))
        {
            if (ManifestIn(folder)?.Files.FirstOrDefault(old => old.Precision == file.Precision) is { } old && ModelFileName.IsValid(old.Name))
                yield return (Path.Combine(folder, old.Name), old);
        }
    }

    private static VersionManifest? ManifestIn(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, ManifestName)), SigningJson.Default.VersionManifest);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
