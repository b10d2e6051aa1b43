using System.Text.Json.Nodes;
using CelebFunctions.Tests.Albums;
using CelebFunctions.Tests.Jobs;
using static CelebFunctions.Tests.Albums.BatchCalls;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Effects;

[Collection(QueuedAppCollection.Name)]
public sealed class EffectJobTests(QueuedApp app)
{
    [Fact]
    public async Task A_photo_from_the_queue_becomes_the_picture_that_HTTP_gives()
    {
        var overHttp = await (await app.Client.PostAsync("/api/effects/great-wave?strength=0.7&maxSide=100", Body(TestPhoto.Face))).Content.ReadAsByteArrayAsync();

        var result = await app.WorkAsync(TestPhoto.Face, "effects/great-wave", new JsonObject { ["strength"] = 0.7, ["maxSide"] = 100 });

        Assert.Equal("succeeded", (string?)result["status"]);
        Assert.Equal($"results/{result["job"]}.jpg", (string?)result["picture"]);
        Assert.Null(result["result"]);
        Assert.Equal("great-wave@1.0.0", (string?)result["models"]!["effect"]);
        var blob = await app.Blobs.ReadAsync("results", $"{result["job"]}.jpg", 1_000_000, default);
        Assert.Equal(overHttp, blob!.Content.ToArray());
        Assert.Equal("image/jpeg", blob.ContentType);
    }

    [Theory]
    [InlineData("""{ "strength": 2 }""", "invalid-parameter")]
    [InlineData("""{ "maxSide": "large" }""", "invalid-parameter")]
    public async Task What_a_caller_would_be_refused_is_a_failed_result(string options, string code)
    {
        var result = await app.WorkAsync(TestPhoto.Face, "effects/starry-night", JsonNode.Parse(options));

        Assert.Equal(("failed", code), ((string?)result["status"], (string?)result["error"]!["code"]));
    }

    [Fact]
    public async Task The_pictures_of_a_batch_are_there_by_their_photos_places_until_it_is_erased()
    {
        var batch = await app.Client.PostAsync(
            "/api/batches?operation=effects/starry-night&maxSide=64", Album(TestPhoto.WithoutFace(), TestPhoto.Face[..1000], TestPhoto.Face)).TakenAsync();
        await app.Client.DoneAsync(batch);
        var path = $"/api/batches/{batch["id"]}";

        var (lines, _) = await app.Client.ResultsAsync($"{path}/results");
        Assert.Equal(["succeeded", "failed", "succeeded"], lines.Select(line => (string?)line["status"]));
        using (var picture = await app.Client.GetAsync($"{path}/pictures/0"))
        {
            var expected = await app.Client.PostAsync("/api/effects/starry-night?maxSide=64", Body(TestPhoto.WithoutFace()));
            Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
            Assert.Equal(await expected.Content.ReadAsByteArrayAsync(), await picture.Content.ReadAsByteArrayAsync());
        }
        foreach (var index in new[] { "1", "3", "-1", "first" })
            await app.Client.GetAsync($"{path}/pictures/{index}").ProblemAsync(404, "picture-unknown");

        (await app.Client.DeleteAsync(path)).EnsureSuccessStatusCode();
        await app.Client.GetAsync($"{path}/pictures/0").ProblemAsync(404, "batch-unknown");
        Assert.Null(await app.Blobs.ReadAsync("results", $"{batch["id"]}-00000.png", 1_000_000, default));
    }

    [Theory]
    [InlineData("?operation=effects/none", 404, "effect-unknown")]
    [InlineData("?operation=effects/starry-night&strength=2", 400, "invalid-parameter")]
    public async Task A_batch_that_could_only_fail_is_not_taken(string query, int status, string code) =>
        await app.Client.PostAsync($"/api/batches{query}", Album(TestPhoto.Face)).ProblemAsync(status, code);
}
