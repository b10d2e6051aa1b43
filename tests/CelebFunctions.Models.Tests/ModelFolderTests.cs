using System.Text.Json.Nodes;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models.Tests;

public sealed class ModelFolderTests : IDisposable
{
    private readonly DrawnModel _drawn = new();

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public void A_model_is_read_with_its_manifest_and_its_network()
    {
        var model = _drawn.Write().Read();

        Assert.Equal(_drawn.Network, model.Network);
        Assert.Equal(("drawn", "1.0.0", ModelKind.Detector), (model.Manifest.Name, model.Manifest.Version, model.Manifest.Kind));
        Assert.Equal("drawn@1.0.0", model.Manifest.Id);
        Assert.Equal(model.Manifest.Files[0].Sha256, model.Manifest.Space);
    }

    [Fact]
    public void What_the_manifest_says_of_a_detector_reaches_its_options()
    {
        var options = _drawn.Write().Read().Manifest.ToDetectorOptions();

        Assert.Equal(("image", 16, "s", "b", "l"), (options.Input, options.Multiple, options.Scores.Single(), options.Boxes.Single(), options.Landmarks.Single()));
        Assert.Equal([4, 8], options.Strides);
        Assert.Equal((0.25f, 0.5f), (options.Threshold, options.MaxOverlap));
    }

    [Fact]
    public void What_the_manifest_says_of_an_embedder_reaches_its_options()
    {
        _drawn.Write(change: manifest =>
        {
            manifest["kind"] = "embedder";
            manifest["output"] = JsonNode.Parse("""{ "name": "vectors", "regions": ["face", "jaw"], "dimensions": 96 }""");
        });

        var manifest = _drawn.Read().Manifest;

        Assert.Equal(ModelKind.Embedder, manifest.Kind);
        var options = manifest.ToEmbedderOptions();
        Assert.Equal(("image", "vectors", 96), (options.Input, options.Output, options.Dimensions));
        Assert.Equal([FaceRegion.Face, FaceRegion.Jaw], options.Regions);
    }

    [Fact]
    public void A_manifest_of_another_house_says_all_that_its_network_needs()
    {
        _drawn.Write(change: manifest =>
        {
            manifest["input"] = JsonNode.Parse("""{ "name": "data", "width": 640, "height": 480, "colour": "bgr", "mean": [1, 2, 3], "scale": [0.5, 1, 2] }""");
            manifest["output"] = JsonNode.Parse(
                """
                {
                  "decode": "retinaface", "scores": ["s"], "objectness": ["o"], "boxes": ["b"], "landmarks": ["l"], "strides": [8, 16],
                  "anchorsPerCell": 2, "anchorSizes": [[16, 32], [64, 128]], "anchorCentre": 7.5, "variances": [1, 2, 3], "threshold": 0.5, "nmsIou": 0.4
                }
                """);
        });

        var options = _drawn.Read().Manifest.ToDetectorOptions();

        Assert.Equal((DetectorHead.RetinaFace, 640, 480, 2, 7.5f), (options.Head, options.Width, options.Height, options.AnchorsPerCell, options.AnchorCentre));
        Assert.Equal(ColourOrder.Bgr, options.Pixels.Colour);
        Assert.Equal([1, 2, 3, 0.5f, 1, 2], options.Pixels.Mean.Concat(options.Pixels.Scale));
        Assert.Equal([16, 32, 64, 128], options.AnchorSizes.SelectMany(sizes => sizes));
        Assert.Equal([1, 2, 3], options.Variances);
        Assert.Equal(["o"], options.Objectness);
    }

    [Fact]
    public void What_a_manifest_leaves_out_is_as_our_own_networks_have_it()
    {
        _drawn.Write(change: manifest =>
        {
            manifest["input"] = new JsonObject();
            manifest["output"] = JsonNode.Parse("""{ "strides": [8], "threshold": 0.5, "nmsIou": 0.4 }""");
        });

        var manifest = _drawn.Read().Manifest;
        var options = manifest.ToDetectorOptions();

        Assert.Equal((DetectorHead.Distances, "input", 0, 1), (options.Head, options.Input, options.Width, options.AnchorsPerCell));
        Assert.Equal(["scores", "boxes", "landmarks"], [.. options.Scores, .. options.Boxes, .. options.Landmarks]);
        Assert.Equal([0, 0, 0, 1, 1, 1], options.Pixels.Mean.Concat(options.Pixels.Scale));
        Assert.Equal(112, manifest.ToEmbedderOptions().Side);
    }

    [Fact]
    public void An_embedder_of_faces_that_are_not_square_is_refused()
    {
        _drawn.Write(change: manifest => manifest["input"] = JsonNode.Parse("""{ "width": 96, "height": 112 }"""));

        Assert.Contains("96 × 112", Assert.Throws<ModelException>(() => _drawn.Read().Manifest.ToEmbedderOptions()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yunet", DetectorHead.YuNet)]
    [InlineData("scrfd", DetectorHead.Scrfd)]
    [InlineData("retinaface", DetectorHead.RetinaFace)]
    [InlineData("ultraface", DetectorHead.UltraFace)]
    [InlineData("mobilefacenet", null)]
    public void The_manifests_that_the_documentation_shows_are_read(string name, DetectorHead? head)
    {
        var shown = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "your-own-model", $"{name}.json")))!.AsObject();
        _drawn.Write(change: manifest =>
        {
            foreach (var part in new[] { "kind", "input", "output" })
                manifest[part] = shown[part]!.DeepClone();
        });

        var manifest = _drawn.Read().Manifest;

        Assert.Equal(head is null ? ModelKind.Embedder : ModelKind.Detector, manifest.Kind);
        Assert.Equal(head ?? default, manifest.ToDetectorOptions().Head);
        Assert.InRange(manifest.Output.Dimensions + manifest.Output.Threshold, 0.5f, 512);
    }

    [Fact]
    public void A_variant_is_read_by_its_precision_and_one_that_is_not_there_is_refused_with_those_that_are()
    {
        _drawn.Write(change: manifest =>
        {
            var second = manifest["files"]![0]!.DeepClone();
            second["precision"] = "int8";
            manifest["files"]!.AsArray().Add(second);
        });

        var refusal = Assert.Throws<ModelException>(() => ModelFolder.Read(_drawn.Folder, "drawn", ModelPrecision.Fp16));

        Assert.Equal(ModelPrecision.Int8, ModelFolder.Read(_drawn.Folder, "drawn", ModelPrecision.Int8).File.Precision);
        Assert.Equal(ModelPrecision.Fp32, _drawn.Read().File.Precision);
        Assert.Contains("fp16", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("fp32, int8", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_version_is_read_by_number_not_by_spelling()
    {
        foreach (var version in new[] { "1.9.0", "1.10.0", "1.2.30", "0.99.0" })
            _drawn.Write(version);

        Assert.Equal("drawn@1.10.0", _drawn.Read().Manifest.Id);
    }

    [Fact]
    public void A_folder_that_is_still_being_filled_is_passed_over()
    {
        _drawn.Write("1.0.0");
        Directory.CreateDirectory(Path.Combine(_drawn.Folder, "drawn", "2.0.0"));
        Directory.CreateDirectory(Path.Combine(_drawn.Folder, "drawn", "notes"));

        Assert.Equal("drawn@1.0.0", _drawn.Read().Manifest.Id);
    }
}
