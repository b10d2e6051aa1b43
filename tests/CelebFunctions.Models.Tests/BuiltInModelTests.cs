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

    [Theory]
    [InlineData("face-detector")]
    [InlineData("face-embedder")]
    public void A_model_that_ships_has_its_variants_for_phones_in_one_space(string name)
    {
        var variants = Enum.GetValues<ModelPrecision>().Select(precision => ModelFolder.Read(Repository.Models, name, precision)).ToArray();

        Assert.Single(variants.Select(variant => variant.Manifest.Space).Distinct());
        Assert.All(variants, variant => Assert.Equal(variant.File.Sha256, Convert.ToHexStringLower(SHA256.HashData(variant.Network))));
        // Half precision halves the weights, eight bits quarter them; the rest of the file stays.
        Assert.InRange(variants[1].Network.Length, 0, 0.55 * variants[0].Network.Length);
        Assert.InRange(variants[2].Network.Length, 0, 0.33 * variants[0].Network.Length);
    }

    [Theory]
    [InlineData("starry-night")]
    [InlineData("great-wave")]
    [InlineData("the-scream")]
    [InlineData("composition-vii")]
    public void An_effect_that_ships_is_trusted_by_its_hash_and_names_its_painting(string name)
    {
        var model = ModelFolder.Read(Path.Combine(Repository.Models, "effects"), name);

        Assert.Equal((name, ModelKind.Effect), (model.Manifest.Name, model.Manifest.Kind));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(model.Network)), model.Manifest.Files[0].Sha256);
        Assert.NotNull(model.Manifest.Title);
        Assert.NotNull(model.Manifest.Painting);
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
