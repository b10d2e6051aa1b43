using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Tests.Jobs;
using static CelebFunctions.Tests.Albums.BatchCalls;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Albums;

[Collection(QueuedAppCollection.Name)]
public sealed class BatchTests(QueuedApp app)
{
    private static readonly byte[] Half = TestPhoto.Face[..(TestPhoto.Face.Length / 2)];

    [Fact]
    public async Task A_form_of_photos_is_worked_off_and_each_gets_the_answer_that_HTTP_gives()
    {
        var overHttp = await app.Client.PostAsync("/api/match?top=1&features=eyes", Body(TestPhoto.Face)).OkAsync();

        var batch = await app.Client.PostAsync("/api/batches?top=2&features=eyes", Album(TestPhoto.Face, TestPhoto.WithoutFace(), Half).With("top", "1")).TakenAsync();
        var done = await app.Client.DoneAsync(batch);
        var (lines, next) = await app.Client.ResultsAsync($"/api/batches/{batch["id"]}/results");

        Assert.Equal(("running", 3, "match"), ((string?)batch["state"], (int)batch["total"]!, (string?)batch["operation"]));
        Assert.Equal(("succeeded", 3, 1), ((string?)done["state"], (int)done["done"]!, (int)done["failed"]!));
        Assert.True((DateTimeOffset)done["expiresAt"]! == (DateTimeOffset)done["finishedAt"]! + TimeSpan.FromHours(24));
        Assert.Null(next);
        Assert.Equal([0, 1, 2], lines.Select(line => (int)line["index"]!));
        Assert.Equal(["succeeded", "succeeded", "failed"], lines.Select(line => (string?)line["status"]));
        Assert.True(JsonNode.DeepEquals(overHttp["faces"], lines[0]["result"]!["faces"]));
        Assert.Equal("no-face", (string?)lines[1]["result"]!["advice"]!["code"]);
        Assert.Equal("photo-unreadable", (string?)lines[2]["error"]!["code"]);
    }

    [Fact]
    public async Task Results_go_on_behind_the_last_that_one_has()
    {
        var batch = await app.Client.PostAsync("/api/batches", Album(Half, Half, Half, Half)).TakenAsync();
        await app.Client.DoneAsync(batch);
        var path = $"/api/batches/{batch["id"]}/results";

        Assert.Equal([2, 3], (await app.Client.ResultsAsync($"{path}?after=1")).Lines.Select(line => (int)line["index"]!));
        Assert.Empty((await app.Client.ResultsAsync($"{path}?after=3")).Lines);
        Assert.Empty((await app.Client.ResultsAsync($"{path}?after=2147483646")).Lines);
        await app.Client.GetAsync($"{path}?after=-2").ProblemAsync(400, "invalid-parameter");
        await app.Client.GetAsync($"{path}?after=some").ProblemAsync(400, "invalid-parameter");
    }

    public static TheoryData<string, string, string, int, string> Refused => new()
    {
        { "?operation=effects/none", "", "", 404, "effect-unknown" },
        { "?operation=dance", "", "", 400, "invalid-parameter" },
        { "?top=51", "", "", 400, "invalid-parameter" },
        { "?gallery=nobody", "", "", 404, "gallery-unknown" },
        { "", "operation", "effects/none", 404, "effect-unknown" },
        { "", "faces", "some", 400, "invalid-parameter" },
        { "?webhook=ftp://example.com/", "", "", 400, "invalid-parameter" },
        { "?webhook=/hook", "", "", 400, "invalid-parameter" },
        { "", "webhook", "https:// nowhere", 400, "invalid-parameter" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_would_fail_for_each_photo_is_refused_and_no_photo_kept(string query, string field, string value, int status, string code)
    {
        var before = await app.Blobs.ListAsync("photos", "b", default).CountAsync();
        var form = Album(TestPhoto.Face);

        await app.Client.PostAsync($"/api/batches{query}", field.Length == 0 ? form : form.With(field, value)).ProblemAsync(status, code);

        Assert.Equal(before, await app.Blobs.ListAsync("photos", "b", default).CountAsync());
    }

    [Fact]
    public async Task A_form_without_photos_and_what_is_no_form_are_refused()
    {
        await app.Client.PostAsync("/api/batches", new MultipartFormDataContent().With("operation", "match")).ProblemAsync(400, "missing-part");
        await app.Client.PostAsync("/api/batches", Body(TestPhoto.Face)).ProblemAsync(400, "missing-part");
        await app.Client.PostAsync("/api/batches", new ByteArrayContent([])).ProblemAsync(400, "missing-part");
        await app.Client.PostAsync("/api/batches", new StringContent("--x\r\nContent-Disp", Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("multipart/form-data") { Parameters = { new("boundary", "x") } })).ProblemAsync(400, "missing-part");
    }

    [Fact]
    public async Task A_form_may_have_a_hundred_photos_and_no_more()
    {
        var hundred = await app.Client.PostAsync("/api/batches", Album([.. Enumerable.Repeat(Half, 100)])).TakenAsync();
        await app.Client.PostAsync("/api/batches", Album([.. Enumerable.Repeat(Half, 101)])).ProblemAsync(413, "batch-too-large");

        Assert.Equal(100, (int)(await app.Client.DoneAsync(hundred))["failed"]!);
        Assert.Equal(Enumerable.Range(0, 100), (await app.Client.ResultsAsync($"/api/batches/{hundred["id"]}/results")).Lines.Select(line => (int)line["index"]!));
    }

    [Fact]
    public async Task A_batch_that_is_erased_takes_photos_and_results_along()
    {
        var batch = await app.Client.PostAsync("/api/batches", Album(TestPhoto.Face, Half)).TakenAsync();
        await app.Client.DoneAsync(batch);
        var path = $"/api/batches/{batch["id"]}";

        Assert.Equal(HttpStatusCode.NoContent, (await app.Client.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Client.DeleteAsync(path)).StatusCode);

        var erased = await app.Client.GetAsync(path).OkAsync();
        Assert.Equal(("canceled", 0), ((string?)erased["state"], (int)erased["done"]!));
        await app.Client.GetAsync($"{path}/results").ProblemAsync(404, "batch-unknown");
        await app.Client.PostAsync($"{path}/start", null).ProblemAsync(404, "batch-unknown");
        foreach (var container in new[] { "photos", "results", "poison" })
            Assert.Empty(await app.Blobs.ListAsync(container, $"{batch["id"]}", default).ToArrayAsync());
    }

    [Theory]
    [InlineData("b00000000000000000000000000000000")]
    [InlineData("nobody")]
    [InlineData("..%2Fkeys%2Fa")]
    public async Task A_batch_that_is_not_there_is_unknown_to_each_call(string id)
    {
        await app.Client.GetAsync($"/api/batches/{id}").ProblemAsync(404, "batch-unknown");
        await app.Client.DeleteAsync($"/api/batches/{id}").ProblemAsync(404, "batch-unknown");
        await app.Client.GetAsync($"/api/batches/{id}/results").ProblemAsync(404, "batch-unknown");
        await app.Client.PostAsync($"/api/batches/{id}/start", null).ProblemAsync(404, "batch-unknown");
    }
}
