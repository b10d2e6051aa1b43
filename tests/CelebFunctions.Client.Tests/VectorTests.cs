using CelebFunctions.Client.Sample;
using CelebFunctions.Client.Tests.Feeds;
using CelebFunctions.Models;
using CelebFunctions.Models.Updates;
using CelebFunctions.Photos;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Pictures;
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
        // One detector for both, so that the crops are the same, but for a face so doubtful that only one embedder takes it for one.
        var shared = ModelFolder.Read(Repository.Models, "face-detector");
        using var detector = DetectorOf(shared);
        using var server = EmbedderOf(ModelFolder.Read(Repository.Models, "face-embedder"));
        using var device = EmbedderOf(fetched.Embedder.ReadModel(precision));
        using var codec = new VipsPhotoCodec(new());

        var cosines = new List<float>();
        var others = 0;
        foreach (var path in PhotoPaths())
        {
            using var photo = codec.Decode(await File.ReadAllBytesAsync(path));
            if (FaceOf(detector, server, photo) is not { } there || FaceOf(detector, device, photo) is not { } here)
                continue;
            if (there.Box == here.Box)
                cosines.Add(there.Embedding!.SimilarityTo(here.Embedding!, FaceRegion.Face));
            else
                others++;
        }

        output.WriteLine($"{precision}: {cosines.Count} faces, least {cosines.Min():F5}, mean {cosines.Average():F5}; another face on {others} photos");
        Assert.InRange(cosines.Count, 5, int.MaxValue);
        Assert.InRange(others, 0, cosines.Count / 100);
        Assert.InRange(cosines.Min(), least, 1.0001);
    }

    /// <summary>
    /// From the photo on, each side with its own decoder, networks and gallery. A stranger resembles several people about alike, so that the
    /// server's first has to be among the device's first three; people of the gallery are strangers to all others in it.
    /// </summary>
    [Theory]
    [InlineData(ModelPrecision.Fp32, 0.99)]
    [InlineData(ModelPrecision.Fp16, 0.99)]
    [InlineData(ModelPrecision.Int8, 0.98)]
    public async Task From_the_photo_on_device_and_server_name_the_same_people(ModelPrecision precision, double leastKnown)
    {
        const double leastStrangers = 0.95;
        var updater = new ModelUpdater(feed.Registry, new(_folder["device"]), feed.Root, new() { Precision = precision }, TimeProvider.System);
        var fetched = (await updater.CheckAsync(default)).Set!.Active;
        using var detectorThere = DetectorOf(ModelFolder.Read(Repository.Models, "face-detector"));
        using var detectorHere = DetectorOf(fetched.Detector.ReadModel(precision));
        using var embedderThere = EmbedderOf(ModelFolder.Read(Repository.Models, "face-embedder"));
        using var embedderHere = EmbedderOf(fetched.Embedder.ReadModel(precision));
        using var galleryThere = Gallery.Open(PublishedFeed.Gallery);
        using var galleryHere = Gallery.Open(fetched.Galleries.Single().GalleryPath);
        using var codecThere = new VipsPhotoCodec(new());
        var codecHere = new SkiaPhotoCodec();

        var (known, strangers, cosines) = (new List<bool>(), new List<bool>(), new List<float>());
        foreach (var path in PhotoPaths())
        {
            var bytes = await File.ReadAllBytesAsync(path);
            using var photoThere = codecThere.Decode(bytes);
            using var photoHere = codecHere.Decode(bytes);
            var (there, here) = (FaceOf(detectorThere, embedderThere, photoThere)?.Embedding, FaceOf(detectorHere, embedderHere, photoHere)?.Embedding);
            if (there is null || here is null)
                continue;
            cosines.Add(there.SimilarityTo(here, FaceRegion.Face));
            var name = Path.GetFileName(Path.GetDirectoryName(path)!).Replace('_', ' ');
            var self = galleryThere.People.Index().Where(person => person.Item.Name == name).Select(person => person.Index).DefaultIfEmpty(-1).First();
            var (firsts, others) = (galleryThere.Search(FaceRegion.Face, there[FaceRegion.Face], 2), galleryHere.Search(FaceRegion.Face, here[FaceRegion.Face], 4));
            if (self >= 0)
                known.Add(firsts[0].Person == others[0].Person);
            var first = firsts.First(hit => hit.Person != self).Person;
            strangers.Add(others.Where(hit => hit.Person != self).Take(3).Any(hit => hit.Person == first));
        }

        output.WriteLine($"{precision}: {known.Count(same => same)} of {known.Count} people of the gallery, {strangers.Count(same => same)} of {strangers.Count} strangers; cosine {cosines.Average():F4}, least {cosines.Min():F4}");
        Assert.True(known.Count(same => same) >= leastKnown * known.Count);
        // One more of few pictures may fall out by chance.
        Assert.True(strangers.Count(same => same) >= leastStrangers * strangers.Count - 1);
        Assert.NotEmpty(strangers);
    }

    private static AnalyzedFace? FaceOf(FaceDetector detector, FaceEmbedder embedder, DecodedPhoto photo) =>
        new FaceAnalyzer(detector, embedder).Analyze(photo, FaceSelection.One).Faces is [{ Embedding: not null } face, ..] ? face : null;

    private static FaceDetector DetectorOf(Model model) => new(model.Network, model.Manifest.ToDetectorOptions());

    private static FaceEmbedder EmbedderOf(Model model) => new(model.Network, model.Manifest.ToEmbedderOptions());

    private static IEnumerable<string> PhotoPaths() => Environment.GetEnvironmentVariable("CELEB_DATA") is { Length: > 0 } folder && Directory.Exists(folder)
        ? Pictures().Concat(Directory.GetFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)).Take(MostPhotos)
        : Pictures();

    private static IEnumerable<string> Pictures() =>
        new[] { "composite-1.jpg", "composite-2.jpg", "composite-3.jpg", "composite-4.jpg", "group.jpg" }.Select(Repository.Picture);
}
