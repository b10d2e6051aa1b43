using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using Xunit.Abstractions;

namespace CelebFunctions.Vision.Tests.Galleries;

/// <summary>A gallery's file for phones: its vectors in eight bits alone.</summary>
public sealed class SlimGalleryTests(ITestOutputHelper output) : IDisposable
{
    // int8 networks and the gallery together, for a phone's first download.
    private const long MostBytes = 4_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_has_the_same_people_norms_and_curves_and_no_vectors()
    {
        var content = DrawnGallery.Content(6, dimensions: 20) with { ComparisonCurve = new(0.1f, 0.4f, 0.7f), Centre = [0.25f, .. new float[19]] };
        content = content with { Norms = [.. Enumerable.Range(0, 12).Select(i => new ScoreNorm(1 + i, i / 10f))] };
        using var whole = Open("whole", content);

        var bytes = DrawnGallery.Bytes(GalleryWriter.Slim(whole));
        using var slim = Gallery.Open(_folder.Write("slim.safetensors", bytes), content.Space);

        Assert.Equal((false, true), (whole.IsSlim, slim.IsSlim));
        Assert.Equal((whole.Id, whole.Version, whole.ComparisonCurve), (slim.Id, slim.Version, slim.ComparisonCurve));
        Assert.Equal(whole.People, slim.People);
        Assert.Equal(whole.Norm(3, FaceRegion.Eyes), slim.Norm(3, FaceRegion.Eyes));
        var file = TensorFile.Parse(bytes);
        Assert.Equal(whole.Centre.ToArray(), slim.Centre.ToArray());
        Assert.Equal(["centre", "norms", "scales", "scan"], file.Header.Select(part => part.Key).Where(name => name != "__metadata__").Order());
        Assert.Equal(file.Data.Length, file.Place("scan").To);
        for (var person = 0; person < 6; person++)
        {
            var full = whole.Vector(person, FaceRegion.Eyes);
            var read = slim.Vector(person, FaceRegion.Eyes);
            for (var i = 0; i < 20; i++)
                Assert.Equal((double)full[i], (double)read[i], 1.0 / 254 + 0.001);
        }
    }

    [Fact]
    public void Who_is_taken_out_of_it_leaves_a_slim_one_with_the_same_eight_bits()
    {
        using var whole = Open("whole", DrawnGallery.Content(5));
        using var slim = Open("slim", GalleryWriter.Slim(whole));

        using var four = Open("four", GalleryWriter.Without(slim, "person-00001"));
        var again = TensorFile.Parse(DrawnGallery.Bytes(GalleryWriter.Slim(slim)));

        Assert.True(four.IsSlim);
        Assert.Equal(("1.2.4", 4), (four.Version, four.People.Count));
        Assert.Equal(TensorFile.Parse(File.ReadAllBytes(_folder["slim.safetensors"])).Bytes("scan").ToArray(), again.Bytes("scan").ToArray());
    }

    [Fact]
    public void The_gallery_that_ships_and_the_networks_in_eight_bits_come_to_a_phone_in_four_million_bytes()
    {
        using var whole = Gallery.Open(Shipped);
        var gallery = DrawnGallery.Bytes(GalleryWriter.Slim(whole)).LongLength;
        var networks = Directory.GetFiles(Repository.Models, "*.int8.onnx", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is "face-detector.int8.onnx" or "face-embedder.int8.onnx")
            .Sum(path => new FileInfo(path).Length);

        output.WriteLine($"{gallery} and {networks} bytes");
        Assert.InRange(gallery + networks, 1, MostBytes);
    }

    /// <summary>
    /// Probes as alike to their person as another photo of them is (a cosine of 0.4 to 0.8): the person's own vector and noise.
    /// Of these one first differs with the gallery that ships: two people who score alike.
    /// </summary>
    [Fact]
    public void It_finds_the_first_person_that_the_whole_gallery_finds()
    {
        const int probes = 500;
        using var whole = Gallery.Open(Shipped);
        using var slim = Open("slim", GalleryWriter.Slim(whole));
        var random = new Random(12);
        var (same, apart) = (0, 0f);
        for (var i = 0; i < probes; i++)
        {
            var own = whole.Vector(random.Next(whole.People.Count), FaceRegion.Face);
            var noise = DrawnGallery.UnitVector(random, whole.Dimensions);
            var cosine = 0.4f + 0.4f * random.NextSingle();
            var probe = new float[whole.Dimensions];
            for (var at = 0; at < probe.Length; at++)
                probe[at] = cosine * (float)own[at] + MathF.Sqrt(1 - cosine * cosine) * noise[at];

            var (one, other) = (whole.Search(FaceRegion.Face, probe, 1)[0], slim.Search(FaceRegion.Face, probe, 1)[0]);
            if (one.Person != other.Person) // two people who score alike; their similarities need not be
                continue;
            same++;
            apart = MathF.Max(apart, MathF.Abs(one.Similarity - other.Similarity));
        }

        output.WriteLine($"{probes - same} of {probes} firsts differ; similarities by {apart:F4} at most.");
        Assert.InRange(same, probes - 1, probes);
        Assert.InRange(apart, 0, 0.01f);
    }

    private static string Shipped => Path.Combine(Repository.Models, "galleries", "public-figures.safetensors");

    private Gallery Open(string name, GalleryContent content) => Gallery.Open(_folder.Write($"{name}.safetensors", DrawnGallery.Bytes(content)));
}
