using System.Text.Json.Nodes;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Routes;

[Collection(ServedAppCollection.Name)]
public sealed class HealthTests(ServedApp app)
{
    [Fact]
    public async Task The_app_says_that_it_is_alive()
    {
        var answer = await app.Client.GetAsync("/api/health/live").OkAsync();

        Assert.Equal("alive", (string?)answer["status"]);
    }

    [Fact]
    public async Task Ready_names_what_is_loaded_and_what_was_refused_and_why()
    {
        var answer = await app.Client.GetAsync("/api/health/ready").OkAsync();

        Assert.Equal("ready", (string?)answer["status"]);
        Assert.Equal(
            ["detector", "embedder", "gallery", "gallery"],
            answer["loaded"]!.AsArray().Select(loaded => (string?)loaded!["kind"]));
        Assert.StartsWith(TestGalleries.Foreign, (string?)Assert.Single(answer["refused"]!.AsArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_names_the_app_its_runtime_and_its_models()
    {
        var answer = await app.Client.GetAsync("/api/version").OkAsync();

        Assert.Equal(System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, (string?)answer["runtime"]);
        Assert.Equal(4, answer["loaded"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("fp32")]
    [InlineData("int8")]
    public async Task A_setting_chooses_the_variant_that_runs(string variant)
    {
        await using var chosen = await ServedApp.StartAsync(null, ("Celeb:Serving:Variant", variant));

        var loaded = (await chosen.Client.GetAsync("/api/version").OkAsync())["loaded"]!.AsArray();
        var answer = await chosen.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync();

        Assert.Equal(
            new[] { "face-detector", "face-embedder" }.Select(name => FileOf(name, variant)),
            loaded.Take(2).Select(model => (string?)model!["sha256"]));
        // The gallery was made in fp32: one space for all variants.
        Assert.Equal(TestGalleries.First, (string?)answer["faces"]![0]!["matches"]![0]!["person"]!["name"]);
        Assert.InRange((int)answer["faces"]![0]!["matches"]![0]!["percent"]!, 95, 100);
    }

    private static string? FileOf(string model, string variant) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Model(model), "manifest.json")))!["files"]!.AsArray()
            .Where(file => (string?)file!["precision"] == variant).Select(file => (string?)file!["sha256"]).Single();

    [Theory]
    [InlineData("/api/health/ready")]
    [InlineData("/api/version")]
    [InlineData("/api/galleries")]
    public async Task Without_models_the_app_is_alive_but_not_ready_and_says_why(string path)
    {
        await using var without = await ServedApp.StartAsync(null, ("Celeb:Serving:Models", "no/such/folder"));

        await without.Client.GetAsync("/api/health/live").OkAsync();
        var problem = await without.Client.GetAsync(path).ProblemAsync(503, "models-not-ready");

        Assert.Contains("face-detector", (string?)problem["detail"], StringComparison.Ordinal);
    }
}
