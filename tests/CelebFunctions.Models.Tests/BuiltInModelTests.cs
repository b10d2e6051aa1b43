using System.Security.Cryptography;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models.Tests;

/// <summary>What ships with the repository is what its manifests say.</summary>
public sealed class BuiltInModelTests
{
    [Theory]
    [InlineData("face-detector", ModelKind.Detector)]
    [InlineData("face-embedder", ModelKind.Embedder)]
    public void A_model_that_ships_is_trusted_by_its_hash(string name, ModelKind kind)
    {
        var model = ModelFolder.Read(Repository.Models, name);

        Assert.Equal((name, kind), (model.Manifest.Name, model.Manifest.Kind));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(model.Network)), model.Manifest.Files[0].Sha256);
        var folder = Path.Combine(Repository.Models, name, model.Manifest.Version);
        Assert.All(model.Manifest.Files, file => Assert.Equal(file.Size, new FileInfo(Path.Combine(folder, file.Name)).Length));
    }

    [Fact]
    public void The_networks_that_ship_are_loaded_by_what_their_manifests_say()
    {
        var (detector, embedder) = (ModelFolder.Read(Repository.Models, "face-detector"), ModelFolder.Read(Repository.Models, "face-embedder"));

        using var finds = new FaceDetector(detector.Network, detector.Manifest.ToDetectorOptions());
        using var embeds = new FaceEmbedder(embedder.Network, embedder.Manifest.ToEmbedderOptions());
        new FaceAnalyzer(finds, embeds).WarmUp();

        Assert.Equal(Enum.GetValues<FaceRegion>(), embedder.Manifest.Output.Regions);
        Assert.Equal(embedder.Manifest.Output.Dimensions, embeds.Dimensions);
    }
}
