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
    private readonly ConcurrentDictionary<string, string> _galleryHashes = new(StringComparer.Ordinal);

    public IReadOnlyList<ShelvedVersion> VersionsOf(ServingSet set) =>
    [
        OfModel(set.Detector),
        OfModel(set.Embedder),
        .. set.Galleries.Where(gallery => VersionId.TryParse($"{gallery.Id}@{gallery.Version}", out _)).Select(OfGallery),
    ];

    public Task<FeedFile?> OpenAsync(ShelvedVersion version, ModelFile file, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = version.Kind == ModelKind.Gallery
            ? _galleryHashes.FirstOrDefault(hash => hash.Value == file.Sha256).Key
            : Path.Combine(AppContext.BaseDirectory, options.Value.Models, version.Id.Name, version.Id.Version, file.Name);
        if (path is null || !File.Exists(path))
            return Task.FromResult<FeedFile?>(null);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true) { Position = offset };
        return Task.FromResult<FeedFile?>(new(stream, offset, stream.Length));
    }

    private static ShelvedVersion OfModel(ModelManifest manifest) =>
        new(VersionId.Of(manifest.Name, manifest.Version), manifest.Kind, manifest.Files, IsSigned: false);

    private ShelvedVersion OfGallery(Gallery gallery)
    {
        var sha256 = _galleryHashes.GetOrAdd(gallery.Path, path =>
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        });
        var file = new ModelFile($"{gallery.Id}.safetensors", new FileInfo(gallery.Path).Length, sha256);
        return new(VersionId.Of(gallery.Id, gallery.Version), ModelKind.Gallery, [file], IsSigned: false);
    }
}
