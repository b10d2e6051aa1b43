using CelebFunctions.Vision.Faces;

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
            manifest["output"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "name": "vectors", "regions": ["face", "jaw"], "dimensions": 96 }""");
        });

        var manifest = _drawn.Read().Manifest;

        Assert.Equal(ModelKind.Embedder, manifest.Kind);
        var options = manifest.ToEmbedderOptions();
        Assert.Equal(("image", "vectors", 96), (options.Input, options.Output, options.Dimensions));
        Assert.Equal([FaceRegion.Face, FaceRegion.Jaw], options.Regions);
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
