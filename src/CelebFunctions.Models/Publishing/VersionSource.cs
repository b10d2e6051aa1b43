using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Models.Signing;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models.Publishing;

/// <summary>A version as it lies on the publisher's disk, looked through and tried.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Payload">The bytes that are signed.</param>
/// <param name="Files">By name.</param>
internal sealed record VersionSource(VersionManifest Manifest, byte[] Payload, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Reads a folder with <c>manifest.json</c>, or a gallery's one file.</summary>
    /// <exception cref="PublishingException">It would be refused by those who fetch it, or does not work.</exception>
    public static VersionSource Read(string path, DateTimeOffset now)
    {
        try
        {
            return File.Exists(path) ? OfGallery(path, now) : OfModel(path);
        }
        catch (Exception exception) when (exception is ModelException or GalleryException or RefusedException or FormatException)
        {
            throw new PublishingException(exception.Message, exception);
        }
    }

    private static VersionSource OfModel(string folder)
    {
        var described = ModelFolder.ReadManifestIn(folder);
        var payload = File.ReadAllBytes(Path.Combine(folder, "manifest.json"));
        var manifest = SigningJson.Read("manifest.json", payload, SigningJson.Default.VersionManifest);
        _ = manifest.Id;
        SignedDocuments.CheckFiles(manifest);
        if (manifest.Kind == ModelKind.Gallery)
            throw new PublishingException("A gallery is published by its .safetensors file.");
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var golden = new JsonObject();
        foreach (var file in described.Files)
        {
            var model = ModelFolder.ReadVersion(folder, file.Precision);
            Try(model);
            files[model.File.Name] = model.Network;
            if (file.Precision != ModelPrecision.Fp32 && described.SelfTest is { } test)
                golden[ModelSelfTest.NameOf(file.Precision)] = new JsonArray([.. test.Run(model).Select(value => JsonValue.Create(value))]);
        }
        if (files.Count != manifest.Files.Count)
            throw new PublishingException($"The manifest of {manifest.Id} lists two files of one precision.");
        return new(manifest, described.SelfTest is { Variants: null } && golden.Count > 0 ? WithGolden(payload, golden) : payload, files);
    }

    /// <summary>A variant's own values tell more than its distance to fp32.</summary>
    private static byte[] WithGolden(byte[] payload, JsonObject golden)
    {
        var manifest = JsonNode.Parse(payload, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;
        manifest["selfTest"]!["variants"] = golden;
        return JsonSerializer.SerializeToUtf8Bytes(manifest, SigningJson.Default.JsonNode);
    }

    private static void Try(Model model)
    {
        using IDisposable _ = model.Manifest.Kind switch
        {
            ModelKind.Detector => new FaceDetector(model.Network, model.Manifest.ToDetectorOptions()),
            ModelKind.Embedder => new FaceEmbedder(model.Network, model.Manifest.ToEmbedderOptions()),
            var kind => throw new PublishingException($"{model.Manifest.Id} is a {kind}: sets are of detectors, embedders and galleries."),
        };
        ModelSelfTest.Check(model);
    }

    private static VersionSource OfGallery(string path, DateTimeOffset now)
    {
        using var gallery = Gallery.Open(path);
        var id = VersionId.Of(gallery.Id, gallery.Version);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        List<ModelFile> described = [Add($"{gallery.Id}.safetensors", File.ReadAllBytes(path), ModelPrecision.Fp32)];
        // Made here and not asked for: so it never has somebody who was taken out of the other.
        if (!gallery.IsSlim)
        {
            using var slim = new MemoryStream();
            GalleryWriter.Write(slim, GalleryWriter.Slim(gallery));
            described.Add(Add($"{gallery.Id}.slim.safetensors", slim.ToArray(), ModelPrecision.Int8));
        }
        var manifest = new VersionManifest
        {
            Name = id.Name,
            Version = id.Version,
            Kind = ModelKind.Gallery,
            Files = described,
            Space = gallery.Space,
            Created = now,
        };
        return new(manifest, JsonSerializer.SerializeToUtf8Bytes(manifest, SigningJson.Default.VersionManifest), files);

        ModelFile Add(string name, byte[] bytes, ModelPrecision precision)
        {
            files[name] = bytes;
            return new(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), precision);
        }
    }
}
