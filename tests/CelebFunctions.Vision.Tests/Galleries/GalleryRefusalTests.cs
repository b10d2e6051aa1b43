using System.Buffers.Binary;
using System.Text.Json.Nodes;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Galleries;

public sealed class GalleryRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly byte[] _good = DrawnGallery.Bytes(DrawnGallery.Content(6, dimensions: 16));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_embedder_is_refused_and_the_message_says_what_to_do()
    {
        var path = _folder.Write("drawn.safetensors", _good);

        var refusal = Assert.Throws<GalleryException>(() => Gallery.Open(path, "ffffffffffffffffffff"));

        Assert.Contains("drawn@1.2.3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("celeb gallery build", refusal.Message, StringComparison.Ordinal);
        // Nobody holds the file that was refused.
        File.Delete(path);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < _good.Length; length += length < 64 || length > _good.Length - 64 ? 1 : 37)
            Refused(_good[..length]);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        Assert.Throws<GalleryException>(() => Gallery.Open(_folder["missing.safetensors"]));

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1_000_000)]
    [InlineData(0)]
    [InlineData(20)]
    public void A_header_of_an_impossible_length_is_refused(long length)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_good, length);

        Refused(_good);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("space")]
    [InlineData("people")]
    [InlineData("regions")]
    [InlineData("curve")]
    public void Metadata_that_is_missing_is_named(string key) =>
        Assert.Contains($"'{key}'", Refused(file => file.Metadata.Remove(key)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("format", "celebfunctions-gallery-2")]
    [InlineData("people", "not json")]
    [InlineData("people", "null")]
    [InlineData("people", "[null, null, null, null, null, null]")]
    [InlineData("people", """[{"id":"a","name":"A"}]""")]
    [InlineData("people", """[{"id":"a","name":"A"},{"id":"a","name":"A"},{"id":"b","name":"A"},{"id":"c","name":"A"},{"id":"d","name":"A"},{"id":"e","name":"A"}]""")]
    [InlineData("people", """[{"id":null,"name":"A"},{"id":"f","name":"A"},{"id":"b","name":"A"},{"id":"c","name":"A"},{"id":"d","name":"A"},{"id":"e","name":"A"}]""")]
    [InlineData("regions", "null")]
    [InlineData("regions", """["face"]""")]
    [InlineData("regions", """["face","ears"]""")]
    [InlineData("regions", """["face","face"]""")]
    [InlineData("regions", """["face",null]""")]
    [InlineData("regions", """["face","7"]""")]
    [InlineData("curve", "null")]
    [InlineData("curve", """{"eyes":{"stranger":0,"oneInAThousand":0.3,"samePerson":0.6}}""")]
    [InlineData("curve", """{"face":null}""")]
    [InlineData("curve", """{"face":{"stranger":0}}""")]
    [InlineData("people", """[{"name":"A"},{"id":"f","name":"A"},{"id":"b","name":"A"},{"id":"c","name":"A"},{"id":"d","name":"A"},{"id":"e","name":"A"}]""")]
    public void Metadata_that_makes_no_sense_is_refused(string key, string value) =>
        Refused(file => file.Metadata[key] = value);

    [Fact]
    public void Metadata_without_a_value_is_refused() =>
        Refused(file => file.Metadata["space"] = null);

    [Theory]
    [InlineData("scan")]
    [InlineData("scales")]
    public void A_tensor_that_is_missing_is_named(string tensor) =>
        Assert.Contains($"'{tensor}'", Refused(file => file.Header.Remove(tensor)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("vectors")]
    [InlineData("scan")]
    [InlineData("scales")]
    public void A_tensor_of_another_kind_is_named(string tensor)
    {
        Assert.Contains($"'{tensor}'", Refused(file => file.Header[tensor]!["dtype"] = "F64").Message, StringComparison.Ordinal);
        Assert.Contains($"'{tensor}'", Refused(file => file.Header[tensor]!["shape"]!.AsArray().Add(1)).Message, StringComparison.Ordinal);
        Refused(file => file.Header[tensor] = null);
        Refused(file => file.Header[tensor] = "text");
    }

    [Theory]
    [InlineData("vectors", -384, 0)]
    [InlineData("vectors", 0, 383)]
    [InlineData("vectors", 1, 385)]
    [InlineData("vectors", 1_000_000, 1_000_384)]
    [InlineData("scales", 9_223_372_036_854_775_756, 9_223_372_036_854_775_804)]
    [InlineData("scan", 9_223_372_036_854_775_615, 9_223_372_036_854_775_807)]
    public void A_tensor_that_lies_outside_of_the_file_is_refused(string tensor, long from, long to)
    {
        var refusal = Refused(file => file.Header[tensor]!["data_offsets"] = new JsonArray(from, to));

        Assert.Contains($"'{tensor}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Norms_and_a_centre_of_another_kind_or_outside_of_the_file_and_a_curve_of_nothing_are_refused()
    {
        var content = DrawnGallery.Content(6, dimensions: 16);
        var good = DrawnGallery.Bytes(content with { Norms = new ScoreNorm[12], ComparisonCurve = new(0, 0.3f, 0.6f), Centre = new float[16] });

        foreach (var tensor in (string[])["norms", "centre"])
        {
            foreach (var change in (Action<JsonNode>[])[
                entry => entry["dtype"] = "F64",
                entry => entry["shape"] = new JsonArray(12, 2, 1),
                entry => entry["data_offsets"] = new JsonArray(1_000_000, 1_000_096)])
            {
                var file = TensorFile.Parse(good);
                change(file.Header[tensor]!);
                Assert.Contains($"'{tensor}'", Refused(file.Write()).Message, StringComparison.Ordinal);
            }
        }
        Assert.Contains("centre of 3 values", Assert.Throws<ArgumentException>(() => DrawnGallery.Bytes(content with { Centre = new float[3] })).Message, StringComparison.Ordinal);
        var nothing = TensorFile.Parse(good);
        nothing.Metadata["comparison"] = "null";
        Assert.Contains("'comparison'", Refused(nothing.Write()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_metadata_is_refused()
    {
        Refused(file => file.Header.Remove("__metadata__"));
        Refused(file => file.Header["__metadata__"] = null);
    }

    [Fact]
    public void A_header_changed_anywhere_is_refused_or_harmless()
    {
        var header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(_good);
        Gen.Select(Gen.Int[0, header - 1], Gen.Byte).Sample((at, value) =>
        {
            var damaged = (byte[])_good.Clone();
            damaged[at] = value;
            var path = _folder.Write($"{at}-{value}-{Guid.NewGuid():N}.safetensors", damaged);
            try
            {
                using var gallery = Gallery.Open(path);
                foreach (var region in gallery.Regions)
                {
                    gallery.Search(region, new float[gallery.Dimensions], 3);
                    gallery.CurveOf(region).PercentOf(0.5f);
                }
            }
            catch (GalleryException)
            {
            }
            File.Delete(path);
        }, iter: 3000);
    }

    [Fact]
    public void A_closed_gallery_answers_no_search()
    {
        var gallery = Gallery.Open(_folder.Write("drawn.safetensors", _good));
        gallery.Dispose();
        gallery.Dispose();

        Assert.Throws<ObjectDisposedException>(() => gallery.Search(FaceRegion.Face, new float[16], 1));
        Assert.Throws<ObjectDisposedException>(() => gallery.Vector(0, FaceRegion.Face).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void Nobody_stands_before_the_first_or_after_the_last(int person)
    {
        using var gallery = Gallery.Open(_folder.Write("drawn.safetensors", _good));

        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Vector(person, FaceRegion.Face).Length);
    }

    private GalleryException Refused(Action<TensorFile> change)
    {
        var file = TensorFile.Parse(_good);
        change(file);
        return Refused(file.Write());
    }

    private GalleryException Refused(byte[] file)
    {
        var path = _folder.Write("refused.safetensors", file);
        var refusal = Assert.Throws<GalleryException>(() => Gallery.Open(path).Dispose());
        Assert.Contains("refused.safetensors", refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
