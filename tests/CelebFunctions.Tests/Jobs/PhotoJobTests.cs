using System.Text.Json.Nodes;
using CelebFunctions.LocalHost.Tests;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Jobs;

[Collection(QueuedAppCollection.Name)]
public sealed class PhotoJobTests(QueuedApp app)
{
    [Fact]
    public async Task A_photo_from_the_queue_gets_the_answer_that_it_gets_over_HTTP()
    {
        var overHttp = await app.Client.PostAsync("/api/match?top=1&faces=all&features=eyes,nose&gallery=composites", Body(TestPhoto.Face)).OkAsync();

        var result = await app.WorkAsync(
            TestPhoto.Face,
            options: new JsonObject { ["top"] = 1, ["faces"] = "all", ["features"] = new JsonArray("eyes", "nose"), ["gallery"] = "composites" });

        Assert.Equal("succeeded", (string?)result["status"]);
        Assert.Equal((string?)result["job"], (string?)result["result"]!["requestId"]);
        foreach (var part in new[] { "sentence", "advice", "photo", "faces", "models" })
            Assert.True(JsonNode.DeepEquals(overHttp[part], result["result"]![part]), part);
        Assert.True(JsonNode.DeepEquals(overHttp["models"], result["models"]));
        Assert.Equal(overHttp.AsObject().Select(part => part.Key), result["result"]!.AsObject().Select(part => part.Key));
    }

    [Fact]
    public async Task A_photo_without_a_face_is_an_answer_too()
    {
        var result = await app.WorkAsync(TestPhoto.WithoutFace());

        Assert.Equal("succeeded", (string?)result["status"]);
        Assert.Equal("no-face", (string?)result["result"]!["advice"]!["code"]);
    }

    public static TheoryData<string, byte[], string, string?, string> Refused => new()
    {
        { "a wrong option", TestPhoto.Face, "match", """{ "top": 51 }""", "invalid-parameter" },
        { "a list where there is one", TestPhoto.Face, "match", """{ "gallery": ["composites", "crowd"] }""", "gallery-unknown" },
        { "options that are none", TestPhoto.Face, "match", "[1]", "invalid-parameter" },
        { "an option that is an object", TestPhoto.Face, "match", """{ "faces": { "all": true } }""", "invalid-parameter" },
        { "an unknown gallery", TestPhoto.Face, "match", """{ "gallery": "nobody" }""", "gallery-unknown" },
        { "an unknown effect", TestPhoto.Face, "effects/none", null, "effect-unknown" },
        { "an unknown operation", TestPhoto.Face, "dance", null, "invalid-parameter" },
        { "an empty photo", [], "match", null, "empty-body" },
        { "no photo", "<html>"u8.ToArray(), "match", null, "format-unsupported" },
        { "HEIC", TestPhoto.Heic(), "match", null, "format-unsupported" },
        { "half a photo", TestPhoto.Face[..(TestPhoto.Face.Length / 2)], "match", null, "photo-unreadable" },
        { "a bomb", TestPhoto.Png(20_000, 20_000, 1000), "match", null, "photo-too-many-pixels" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_a_caller_would_be_refused_is_a_failed_result_with_the_same_code(
        string what, byte[] photo, string operation, string? options, string code)
    {
        var result = await app.WorkAsync(photo, operation, options is null ? null : JsonNode.Parse(options));

        Assert.True((string?)result["status"] == "failed", what);
        Assert.Equal(code, (string?)result["error"]!["code"]);
        Assert.NotEmpty(result["error"]!["detail"]!.GetValue<string>());
        Assert.Equal(1, (int?)result["attempts"]);
    }

    [Fact]
    public async Task A_message_in_the_poison_queue_gets_its_failed_result()
    {
        var job = AzuriteFixture.NewName("job");

        await app.SendAsync("photo-jobs-poison", $$"""{ "schema": 1, "job": "{{job}}", "attempt": 1, "photo": "photos/a", "operation": "match" }""");

        Assert.Equal("worker-lost", (string?)(await app.ResultAsync(job))["error"]!["code"]);
    }
}
