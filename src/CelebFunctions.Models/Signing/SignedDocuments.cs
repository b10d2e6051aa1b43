using System.Text.Json;
using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Models.Signing;

/// <summary>Reads and makes the three signed documents of a feed. Reading verifies signature, type and shape; dates and numbers are the caller's.</summary>
internal static class SignedDocuments
{
    // Far above what ours have: some hundred bytes for each key, version or file.
    public const int MaxKeysBytes = 16 << 10, MaxSetBytes = 64 << 10, MaxManifestBytes = 256 << 10;

    private const int MaxFiles = 32, Sha256Digits = 64;

    /// <exception cref="RefusedException">It does not verify.</exception>
    public static SignedDocument<PublishingKeys> ReadKeys(ReadOnlySpan<byte> document, TrustedRoot root)
    {
        var read = Read(FeedPaths.Keys, document, DocumentType.Keys, root.Keys, SigningJson.Default.PublishingKeys);
        return read.Content.Keys.Contains(null!) ? throw new RefusedException($"{FeedPaths.Keys} names a key that is none.") : read;
    }

    /// <exception cref="RefusedException">It does not verify.</exception>
    public static SignedDocument<ModelSet> ReadSet(ReadOnlySpan<byte> document, IEnumerable<VerificationKey> keys) =>
        ReadSet(FeedPaths.Active, DocumentType.Set, document, keys);

    /// <summary>Reads one of the row of all sets, which passes for none that is served.</summary>
    /// <exception cref="RefusedException">It does not verify.</exception>
    public static SignedDocument<ModelSet> ReadPastSet(string path, ReadOnlySpan<byte> document, IEnumerable<VerificationKey> keys) =>
        ReadSet(path, DocumentType.PastSet, document, keys);

    private static SignedDocument<ModelSet> ReadSet(string name, string type, ReadOnlySpan<byte> document, IEnumerable<VerificationKey> keys)
    {
        var read = Read(name, document, type, keys, SigningJson.Default.ModelSet);
        var set = read.Content;
        if (set.Number < 1 || set.Canary is { Percent: < 1 or > 100 } || set.Lowest.Any(lowest => !VersionId.TryParse($"{lowest.Key}@{lowest.Value}", out _)))
            throw new RefusedException($"{name} makes no sense.");
        foreach (var parts in set.Canary is { } canary ? [set.Active, canary.Set] : new[] { set.Active })
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var version in parts.Versions())
            {
                if (version is null || !VersionId.TryParse(version.Id, out var id) || !names.Add(id.Name) || version.Digest.Length != Sha256Digits)
                    throw new RefusedException($"{name} names a version that is none, or one twice: '{version?.Id}'.");
                if (set.Lowest.TryGetValue(id.Name, out var lowest) && id.Number < Version.Parse(lowest))
                    throw new RefusedException($"{name} names {id}, and forbids all below {lowest}.");
            }
        }
        return read;
    }

    /// <exception cref="RefusedException">It does not verify, is of another version, or names a file outside of its folder.</exception>
    public static SignedDocument<VersionManifest> ReadManifest(VersionId id, ReadOnlySpan<byte> document, IEnumerable<VerificationKey> keys)
    {
        var read = Read($"The manifest of {id}", document, DocumentType.Manifest, keys, SigningJson.Default.VersionManifest);
        if (read.Content.Name != id.Name || read.Content.Version != id.Version)
            throw new RefusedException($"The manifest of {id} is that of {read.Content.Name}@{read.Content.Version}.");
        CheckFiles(read.Content);
        return read;
    }

    /// <exception cref="RefusedException">It lists what cannot be a file of its own.</exception>
    public static void CheckFiles(VersionManifest manifest)
    {
        var id = $"{manifest.Name}@{manifest.Version}";
        if (!Enum.IsDefined(manifest.Kind))
            throw new RefusedException($"{id} is of a kind that this app does not know: {manifest.Kind}.");
        if (manifest.Files.Count is 0 or > MaxFiles || manifest.Files.Contains(null!))
            throw new RefusedException($"The manifest of {id} lists no file, or more than {MaxFiles}.");
        if (manifest.Kind == ModelKind.Gallery && manifest.Files.DistinctBy(file => file.Precision).Count() != manifest.Files.Count)
            throw new RefusedException($"The manifest of the gallery {id} lists two files of one precision: a gallery is one file, and a slim one for phones.");
        foreach (var file in manifest.Files)
        {
            if (!ModelFileName.IsValid(file.Name))
                throw new RefusedException($"The manifest of {id} names a file outside of its folder: '{file.Name}'.");
            if (file.Size < 1 || file.Sha256.Length != Sha256Digits || file.Sha256.Any(digit => !char.IsAsciiHexDigitLower(digit)))
                throw new RefusedException($"The manifest of {id} does not describe its file '{file.Name}'.");
        }
        if (manifest.Files.Select(file => file.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != manifest.Files.Count)
            throw new RefusedException($"The manifest of {id} names one file twice.");
    }

    public static byte[] Sign(PublishingKeys keys, DateTimeOffset expires, SigningKey root) =>
        Jws.Sign(DocumentType.Keys, JsonSerializer.SerializeToUtf8Bytes(keys, SigningJson.Default.PublishingKeys), expires, root);

    public static byte[] Sign(ModelSet set, DateTimeOffset expires, SigningKey key) =>
        Jws.Sign(DocumentType.Set, JsonSerializer.SerializeToUtf8Bytes(set, SigningJson.Default.ModelSet), expires, key);

    public static byte[] SignPast(ModelSet set, DateTimeOffset expires, SigningKey key) =>
        Jws.Sign(DocumentType.PastSet, JsonSerializer.SerializeToUtf8Bytes(set, SigningJson.Default.ModelSet), expires, key);

    public static byte[] SignManifest(ReadOnlySpan<byte> manifest, DateTimeOffset expires, SigningKey key) =>
        Jws.Sign(DocumentType.Manifest, manifest, expires, key);

    private static SignedDocument<T> Read<T>(
        string name, ReadOnlySpan<byte> document, string type, IEnumerable<VerificationKey> keys, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json)
    {
        var jws = Jws.Parse(name, document);
        jws.Verify(name, type, keys);
        return new(SigningJson.Read(name, jws.Payload, json), jws.Payload, jws.Header.Kid, jws.Expires);
    }
}
