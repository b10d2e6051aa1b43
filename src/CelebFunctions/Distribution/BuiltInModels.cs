using System.Collections.Concurrent;
using System.Security.Cryptography;
using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Galleries;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Distribution;

/// <summary>What came with the app, unsigned: apps hold its files against the SHA-256 of the list.</summary>
internal sealed class BuiltInModels(IOptions<ServingOptions> options)
{
    private const string Manifest = "manifest.json";

    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SlimGallery> _slims = new(StringComparer.Ordinal);

    public IReadOnlyList<ShelvedVersion> VersionsOf(ServingSet set) =>
    [
        OfModel(set.Detector),
        OfModel(set.Embedder),
        .. set.Galleries.Where(gallery => VersionId.TryParse($"{gallery.Id}@{gallery.Version}", out _)).Select(OfGallery),
    ];

    public Task<FeedFile?> OpenAsync(ShelvedVersion version, ModelFile file, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_slims.Values.FirstOrDefault(slim => slim.File.Sha256 == file.Sha256) is { } made)
            return Task.FromResult<FeedFile?>(new(new MemoryStream(made.Bytes, writable: false) { Position = offset }, offset, made.Bytes.Length));
        var path = version.Kind == ModelKind.Gallery
            ? _hashes.FirstOrDefault(hash => hash.Value == file.Sha256).Key
            : PathOf(version.Id, file.Name);
        if (path is null || !File.Exists(path))
            return Task.FromResult<FeedFile?>(null);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true) { Position = offset };
        return Task.FromResult<FeedFile?>(new(stream, offset, stream.Length));
    }

    /// <summary>A network's files, and what they say of themselves: how they are fed and read.</summary>
    private ShelvedVersion OfModel(ModelManifest manifest)
    {
        var id = VersionId.Of(manifest.Name, manifest.Version);
        // Files are handed out where the folder is called as the version is.
        ModelFile[] said = PathOf(id, Manifest) is var path && File.Exists(path) ? [FileOf(Manifest, path)] : [];
        return new(id, manifest.Kind, [.. manifest.Files, .. said], IsSigned: false);
    }

    /// <summary>A gallery whole, and slim as a feed has it: for phones and for the page.</summary>
    private ShelvedVersion OfGallery(Gallery gallery)
    {
        List<ModelFile> files = [FileOf($"{gallery.Id}.safetensors", gallery.Path)];
        if (!gallery.IsSlim)
            files.Add(_slims.GetOrAdd(gallery.Path, _ => SlimGallery.Of(gallery)).File);
        return new(VersionId.Of(gallery.Id, gallery.Version), ModelKind.Gallery, files, IsSigned: false);
    }

    private ModelFile FileOf(string name, string path) => new(name, new FileInfo(path).Length, _hashes.GetOrAdd(path, HashOf));

    private string PathOf(VersionId id, string file) => Path.Combine(AppContext.BaseDirectory, options.Value.Models, id.Name, id.Version, file);

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
