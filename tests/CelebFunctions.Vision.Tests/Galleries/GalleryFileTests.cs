using System.Buffers.Binary;
using System.Text.Json.Nodes;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Tests.Galleries;

public sealed class GalleryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again()
    {
        var content = DrawnGallery.Content(7);
        var path = _folder["drawn.safetensors"];
        GalleryWriter.Write(path, content);

        using var gallery = Gallery.Open(path, content.Space);

        Assert.Equal((content.Id, content.Name, content.Version, content.Space), (gallery.Id, gallery.Name, gallery.Version, gallery.Space));
        Assert.Equal(content.Dimensions, gallery.Dimensions);
        Assert.Equal(content.Regions, gallery.Regions);
        Assert.Equal(content.People, gallery.People);
        Assert.All(content.Regions, region => Assert.Equal(content.Curves[region], gallery.CurveOf(region)));
        for (var person = 0; person < content.People.Count; person++)
        {
            for (var region = 0; region < content.Regions.Count; region++)
                AssertNear(content.Vector(person, region), gallery.Vector(person, content.Regions[region]));
        }
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Any_reader_of_safetensors_finds_three_tensors_and_their_metadata()
    {
        var content = DrawnGallery.Content(5, dimensions: 32);

        var file = TensorFile.Parse(DrawnGallery.Bytes(content));

        Assert.Equal(("F16", "I8", "F32"), (file.Type("vectors"), file.Type("scan"), file.Type("scales")));
        Assert.Equal([5, 2, 32], file.Shape("vectors"));
        Assert.Equal([2, 5, 32], file.Shape("scan"));
        Assert.Equal([2, 5], file.Shape("scales"));
        // The format allows no gap between tensors and none at the end.
        var end = 0;
        foreach (var (from, to) in new[] { "vectors", "scan", "scales" }.Select(file.Place).Order())
        {
            Assert.Equal(end, from);
            end = to;
        }
        Assert.Equal(file.Data.Length, end);
        Assert.All(file.Metadata, value => Assert.Equal(System.Text.Json.JsonValueKind.String, value.Value!.GetValueKind()));
        Assert.Equal(content.Space, (string)file.Metadata["space"]!);
        Assert.Equal(["face", "eyes"], JsonNode.Parse((string)file.Metadata["regions"]!)!.AsArray().Select(name => (string)name!));
        Assert.Equal("Pérson 3", (string)JsonNode.Parse((string)file.Metadata["people"]!)![3]!["name"]!);
    }

    [Fact]
    public void Norms_and_the_curve_and_centre_of_two_photos_are_kept_and_who_stays_keeps_theirs()
    {
        var content = DrawnGallery.Content(5, dimensions: 20) with { ComparisonCurve = new(0.1f, 0.4f, 0.7f), Centre = [.. Enumerable.Range(0, 20).Select(i => i / 100f)] };
        content = content with { Norms = [.. Enumerable.Range(0, 10).Select(i => new ScoreNorm(1 + i, i / 10f))] };
        var bytes = DrawnGallery.Bytes(content);

        using var gallery = Gallery.Open(_folder.Write("five.safetensors", bytes));
        using var four = Gallery.Open(_folder.Write("four.safetensors", DrawnGallery.Bytes(GalleryWriter.Without(gallery, "person-00001"))));

        Assert.Equal(content.ComparisonCurve, gallery.ComparisonCurve);
        Assert.Equal(new(8, 0.7f), gallery.Norm(3, FaceRegion.Eyes));
        Assert.Equal(new(8, 0.7f), four.Norm(2, FaceRegion.Eyes));
        Assert.Equal(content.ComparisonCurve, four.ComparisonCurve);
        Assert.Equal(content.Centre, gallery.Centre.ToArray());
        Assert.Equal(content.Centre, four.Centre.ToArray());
        Assert.Equal(content.Centre, GalleryEnrolment.With(four, new("new", "New"), [content.Vector(0, 0).ToArray(), content.Vector(0, 1).ToArray()]).Centre);
        var file = TensorFile.Parse(bytes);
        Assert.Equal("F32", file.Type("norms"));
        Assert.Equal([2, 5, 2], file.Shape("norms"));
        Assert.Equal(0.19f, BinaryPrimitives.ReadSingleLittleEndian(file.Bytes("centre")[(4 * 19)..]));
        Assert.Equal(8, BinaryPrimitives.ReadSingleLittleEndian(file.Bytes("norms")[(4 * 2 * (5 + 3))..]));
        Assert.Equal(file.Data.Length, new[] { "vectors", "scan", "scales", "norms", "centre" }.Max(name => file.Place(name).To));
    }

    [Fact]
    public void A_gallery_from_before_norms_compares_similarities_as_they_are()
    {
        var content = DrawnGallery.Content(4);
        using var gallery = Gallery.Open(_folder.Write("old.safetensors", DrawnGallery.Bytes(content)));

        Assert.False(TensorFile.Parse(DrawnGallery.Bytes(content)).Header.ContainsKey("norms"));
        Assert.Equal(ScoreNorm.None, gallery.Norm(2, FaceRegion.Face));
        Assert.Equal(gallery.CurveOf(FaceRegion.Face), gallery.ComparisonCurve);
        Assert.True(gallery.Centre.IsEmpty);
        Assert.All(gallery.Search(FaceRegion.Face, content.Vector(0, 0), 4), hit => Assert.Equal(hit.Similarity, hit.Score));
    }

    [Fact]
    public void The_scan_times_its_scales_is_the_vectors_within_half_a_step()
    {
        var content = DrawnGallery.Content(9, dimensions: 24);

        var file = TensorFile.Parse(DrawnGallery.Bytes(content));

        for (var i = 0; i < content.Vectors.Length; i++)
        {
            var (person, region, at) = (i / 48, i / 24 % 2, i % 24);
            var row = region * 9 + person;
            var scale = BinaryPrimitives.ReadSingleLittleEndian(file.Bytes("scales")[(4 * row)..]);
            Assert.Equal(content.Vectors[i], (sbyte)file.Bytes("scan")[row * 24 + at] * scale, 0.501 * scale);
            Assert.Equal(content.Vectors[i], (double)BinaryPrimitives.ReadHalfLittleEndian(file.Bytes("vectors")[(2 * i)..]), 0.0005);
        }
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes() =>
        Assert.Equal(DrawnGallery.Bytes(DrawnGallery.Content(20)), DrawnGallery.Bytes(DrawnGallery.Content(20)));

    [Fact]
    public void A_gallery_of_nobody_is_a_gallery()
    {
        using var gallery = Gallery.Open(_folder.Write("empty.safetensors", DrawnGallery.Bytes(DrawnGallery.Content(0))));

        Assert.Empty(gallery.People);
        Assert.Empty(gallery.Search(FaceRegion.Face, new float[gallery.Dimensions], 5));
    }

    [Fact]
    public void Contents_that_do_not_fit_each_other_are_not_written()
    {
        var content = DrawnGallery.Content(3);

        Assert.Throws<ArgumentException>(() => DrawnGallery.Bytes(content with { Vectors = content.Vectors[..^1] }));
        Assert.Throws<ArgumentException>(() => DrawnGallery.Bytes(content with { Curves = new Dictionary<FaceRegion, PercentCurve>() }));
        Assert.Throws<ArgumentException>(() => DrawnGallery.Bytes(content with { Norms = new ScoreNorm[5] }));
    }

    [Fact]
    public void Without_a_person_the_others_stay_and_the_version_rises()
    {
        var content = DrawnGallery.Content(4);
        using var gallery = Gallery.Open(_folder.Write("four.safetensors", DrawnGallery.Bytes(content)));

        using var three = Gallery.Open(_folder.Write("three.safetensors", DrawnGallery.Bytes(GalleryWriter.Without(gallery, "person-00001"))));

        Assert.Equal("1.2.4", three.Version);
        Assert.Equal([content.People[0], content.People[2], content.People[3]], three.People);
        AssertNear(content.Vector(2, 1), three.Vector(1, FaceRegion.Eyes));
        Assert.Throws<GalleryException>(() => GalleryWriter.Without(gallery, "nobody"));
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<Half> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], (double)actual[i], 0.0005);
    }
}
