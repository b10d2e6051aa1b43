using CelebFunctions.Client.Sample;
using CelebFunctions.Client.Tests.Feeds;
using CelebFunctions.Models;
using CelebFunctions.Models.Updates;
using CelebFunctions.Photos;
using CelebFunctions.Vision.Faces;
using Xunit.Abstractions;

namespace CelebFunctions.Client.Tests;

/// <summary>
/// The vectors of the server's embedder and of what a device fetched, of the same aligned faces: those of docs/pictures, and up to
/// 500 photos below the folder that CELEB_DATA names.
/// </summary>
public sealed class VectorTests(PublishedFeed feed, ITestOutputHelper output) : IClassFixture<PublishedFeed>, IDisposable
{
    private const int MostPhotos = 500;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelPrecision.Fp32, 0.9999)]
    [InlineData(ModelPrecision.Fp16, 0.999)]
    [InlineData(ModelPrecision.Int8, 0.98)]
    public async Task Of_the_same_crop_a_device_has_the_vector_that_the_server_has(ModelPrecision precision, double least)
    {
        var updater = new ModelUpdater(feed.Registry, new(_folder["device"]), feed.Root, new() { Precision = precision }, TimeProvider.System);
        var fetched = (await updater.CheckAsync(default)).Set!.Active;
        // One detector for both, so that the crops are the same.
        var shared = ModelFolder.Read(Repository.Models, "face-detector");
        using var detector = new FaceDetector(shared.Network, shared.Manifest.ToDetectorOptions());
        using var server = EmbedderOf(ModelFolder.Read(Repository.Models, "face-embedder"));
        using var device = EmbedderOf(fetched.Embedder.ReadModel(precision));
        using var codec = new VipsPhotoCodec(new());

        var cosines = new List<float>();
        foreach (var path in PhotoPaths())
        {
            using var photo = codec.Decode(await File.ReadAllBytesAsync(path));
            var there = new FaceAnalyzer(detector, server).Analyze(photo, FaceSelection.All).Faces;
            var here = new FaceAnalyzer(detector, device).Analyze(photo, FaceSelection.All).Faces;
            cosines.AddRange(there.Zip(here)
                .Where(faces => faces.First.Embedding is not null)
                .Select(faces => faces.First.Embedding!.SimilarityTo(faces.Second.Embedding!, FaceRegion.Face)));
        }

        output.WriteLine($"{precision}: {cosines.Count} faces, least {cosines.Min():F5}, mean {cosines.Average():F5}");
        Assert.InRange(cosines.Count, 7, int.MaxValue);
        Assert.InRange(cosines.Min(), least, 1.0001);
    }

    /// <summary>From the photo on, each side with its own decoder and detector.</summary>
    [Theory]
    [InlineData(ModelPrecision.Fp32, 0.99)]
    [InlineData(ModelPrecision.Fp16, 0.99)]
    [InlineData(ModelPrecision.Int8, 0.95)]
    public async Task From_the_photo_on_a_device_has_about_the_vector_that_the_server_has(ModelPrecision precision, double least)
    {
        var updater = new ModelUpdater(feed.Registry, new(_folder["device"]), feed.Root, new() { Precision = precision }, TimeProvider.System);
        var fetched = (await updater.CheckAsync(default)).Set!.Active;
        var (one, other) = (ModelFolder.Read(Repository.Models, "face-detector"), fetched.Detector.ReadModel(precision));
        using var detector = new FaceDetector(one.Network, one.Manifest.ToDetectorOptions());
        using var otherDetector = new FaceDetector(other.Network, other.Manifest.ToDetectorOptions());
        using var server = EmbedderOf(ModelFolder.Read(Repository.Models, "face-embedder"));
        using var device = EmbedderOf(fetched.Embedder.ReadModel(precision));
        using var codec = new VipsPhotoCodec(new());

        var cosines = new List<float>();
        foreach (var path in PhotoPaths().Take(40))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            using var photo = codec.Decode(bytes);
            using var same = new SkiaPhotoCodec().Decode(bytes);
            var there = new FaceAnalyzer(detector, server).Analyze(photo, FaceSelection.One).Faces;
            var here = new FaceAnalyzer(otherDetector, device).Analyze(same, FaceSelection.One).Faces;
            if (there is [{ Embedding: { } first }, ..] && here is [{ Embedding: { } second }, ..])
                cosines.Add(first.SimilarityTo(second, FaceRegion.Face));
        }

        output.WriteLine($"{precision}: {cosines.Count} photos, least {cosines.Min():F4}, mean {cosines.Average():F4}");
        Assert.InRange(cosines.Average(), least, 1.0001);
    }

    private static FaceEmbedder EmbedderOf(Model model) => new(model.Network, model.Manifest.ToEmbedderOptions());

    private static IEnumerable<string> PhotoPaths() => Environment.GetEnvironmentVariable("CELEB_DATA") is { Length: > 0 } folder && Directory.Exists(folder)
        ? Pictures().Concat(Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)).Take(MostPhotos)
        : Pictures();

    private static IEnumerable<string> Pictures() =>
        new[] { "composite-1.jpg", "composite-2.jpg", "composite-3.jpg", "composite-4.jpg", "group.jpg" }.Select(Repository.Picture);
}
