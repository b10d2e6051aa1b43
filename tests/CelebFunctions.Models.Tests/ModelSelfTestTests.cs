using CelebFunctions.Models.Tests.Updates;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models.Tests;

public sealed class ModelSelfTestTests
{
    [Theory]
    [InlineData("face-detector", ModelPrecision.Fp32)]
    [InlineData("face-detector", ModelPrecision.Fp16)]
    [InlineData("face-detector", ModelPrecision.Int8)]
    [InlineData("face-embedder", ModelPrecision.Fp32)]
    [InlineData("face-embedder", ModelPrecision.Fp16)]
    [InlineData("face-embedder", ModelPrecision.Int8)]
    public void Each_network_that_ships_passes_its_self_test(string name, ModelPrecision precision)
    {
        var model = ModelFolder.Read(Repository.Models, name, precision);

        Assert.NotNull(model.Manifest.SelfTest);
        ModelSelfTest.Check(model);
    }

    [Fact]
    public void A_network_with_other_weights_fails_it()
    {
        var model = ModelFolder.Read(Repository.Models, "face-embedder");

        var refusal = Assert.Throws<ModelException>(() => ModelSelfTest.Check(model with { Network = FineTuned.LastLayersOf(model.Network, ModelPrecision.Fp32) }));

        Assert.Contains("fails its self-test", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_with_values_of_its_own_is_held_against_those()
    {
        var model = ModelFolder.Read(Repository.Models, "face-embedder", ModelPrecision.Fp16);
        var test = model.Manifest.SelfTest!;
        var other = test with { Variants = new Dictionary<string, IReadOnlyList<float>> { ["fp16"] = [.. test.Values.Select(value => value + 0.1f)] } };

        Assert.Throws<ModelException>(() => ModelSelfTest.Check(model with { Manifest = model.Manifest with { SelfTest = other } }));
    }

    [Theory]
    [InlineData("anything", "embedding[0, 0, :8]")]
    [InlineData("(i * 7) mod 0 over [1, 3, 112, 112]", "embedding[0, 0, :8]")]
    [InlineData("(i * 7) mod 256 over [999999, 999999, 999999, 999999, 999999, 999999]", "embedding[0, 0, :8]")]
    [InlineData("(i * 7) mod 256 over [1, 3, 112, 112]", "embedding[0, 9, :8]")]
    [InlineData("(i * 7) mod 256 over [1, 3, 112, 112]", "embedding[0, 0, :9]")]
    [InlineData("(i * 7) mod 256 over [1, 3, 112, 112]", "embedding[0, :8]")]
    [InlineData("(i * 7) mod 256 over [1, 3, 112, 112]", "other[0, 0, :8]")]
    [InlineData("(i * 7) mod 256 over [1, 3, 50, 112]", "embedding[0, 0, :8]")]
    public void A_self_test_that_makes_no_sense_is_a_failure_and_no_crash(string input, string output)
    {
        var model = ModelFolder.Read(Repository.Models, "face-embedder");
        var test = model.Manifest.SelfTest! with { Input = input, Output = output };

        Assert.Throws<ModelException>(() => ModelSelfTest.Check(model with { Manifest = model.Manifest with { SelfTest = test } }));
    }
}
