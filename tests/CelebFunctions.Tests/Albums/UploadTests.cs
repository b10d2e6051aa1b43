using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Tests.Jobs;

namespace CelebFunctions.Tests.Albums;

[Collection(QueuedAppCollection.Name)]
public sealed class UploadTests(QueuedApp app)
{
    private static readonly HttpClient Storage = new();

    [Fact]
    public async Task Photos_uploaded_by_links_are_worked_off_once_started_and_one_that_never_came_fails_alone()
    {
        var batch = await OrderAsync(new JsonArray("a.jpg", "../../keys/a.json", "/etc/passwd", "a.jpg"), new JsonObject { ["top"] = 1 });
        var links = LinksOf(batch);
        Assert.Equal(("notStarted", 4), ((string?)batch["state"], (int)batch["total"]!));
        Assert.Equal(["a.jpg", "../../keys/a.json", "/etc/passwd", "a.jpg"], batch["uploads"]!.AsArray().Select(upload => (string?)upload!["name"]));
        await PutAsync(links[0], TestPhoto.Face);
        await PutAsync(links[0], TestPhoto.Face);
        // An upload that never finished: one block, and no list of blocks.
        using (var block = await Storage.PutAsync(new Uri($"{links[1].OriginalString}&comp=block&blockid=MDAw"), new ByteArrayContent(TestPhoto.Face)))
            Assert.Equal(HttpStatusCode.Created, block.StatusCode);
        await PutAsync(links[3], TestPhoto.WithoutFace());
        Assert.Equal("notStarted", (string?)(await app.Client.GetAsync($"/api/batches/{batch["id"]}").OkAsync())["state"]);

        await app.Client.PostAsync($"/api/batches/{batch["id"]}/start", null).TakenAsync();
        await app.Client.PostAsync($"/api/batches/{batch["id"]}/start", null).TakenAsync();
        var done = await app.Client.DoneAsync(batch);
        var started = await app.Client.PostAsync($"/api/batches/{batch["id"]}/start", null).TakenAsync();
        var (lines, _) = await app.Client.ResultsAsync($"/api/batches/{batch["id"]}/results");

        Assert.Equal(("succeeded", 4, 2), ((string?)done["state"], (int)done["done"]!, (int)done["failed"]!));
        Assert.Equal("succeeded", (string?)started["state"]);
        Assert.Null(done["uploads"]);
        Assert.Equal([null, "photo-unknown", "photo-unknown", null], lines.Select(line => (string?)line["error"]?["code"]));
        Assert.Single(lines[0]["result"]!["faces"]![0]!["matches"]!.AsArray());
        Assert.Equal("no-face", (string?)lines[3]["result"]!["advice"]!["code"]);
    }

    [Fact]
    public async Task A_link_is_good_for_writing_its_own_photo_and_nothing_else()
    {
        var link = LinksOf(await OrderAsync(2))[0];
        await PutAsync(link, [1, 2, 3]);

        Uri[] others =
        [
            new(link.OriginalString.Replace("/00000?", "/00001?", StringComparison.Ordinal)),
            new(link.OriginalString.Replace("/photos/", "/results/", StringComparison.Ordinal)),
            new(link.OriginalString.Replace("/00000?", "/../../results/a.json?", StringComparison.Ordinal)),
        ];
        foreach (var other in others)
            Assert.Equal(HttpStatusCode.Forbidden, await TryPutAsync(other, [1]));
        using var read = await Storage.GetAsync(link);
        using var deleted = await Storage.DeleteAsync(link);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, deleted.StatusCode));
    }

    [Fact]
    public async Task Ten_thousand_photos_get_ten_thousand_links()
    {
        var links = LinksOf(await OrderAsync(10_000));

        Assert.Equal(10_000, links.Select(link => link.AbsolutePath).Distinct().Count());
        await PutAsync(links[9_999], [1]);
    }

    [Theory]
    [InlineData("""{ "photos": 0 }""", "invalid-parameter")]
    [InlineData("""{ "photos": -1 }""", "invalid-parameter")]
    [InlineData("""{ "photos": 10001 }""", "invalid-parameter")]
    [InlineData("""{ "photos": 1.5 }""", "invalid-parameter")]
    [InlineData("""{ "photos": "all" }""", "invalid-parameter")]
    [InlineData("""{ "photos": [] }""", "invalid-parameter")]
    [InlineData("""{ "photos": [1] }""", "invalid-parameter")]
    [InlineData("""{ }""", "invalid-parameter")]
    [InlineData("""{ "photos": 1, "options": [1] }""", "invalid-parameter")]
    [InlineData("""{ "photos": 1, "options": { "top": 0 } }""", "invalid-parameter")]
    [InlineData("""{ "photos": 1, "webhook": "nowhere" }""", "invalid-parameter")]
    [InlineData("""{ "photos": 1, "operation": "dance" }""", "invalid-parameter")]
    [InlineData("""{ "photos": 1""", "unreadable-json")]
    [InlineData("null", "unreadable-json")]
    [InlineData("[1]", "unreadable-json")]
    [InlineData("", "unreadable-json")]
    public async Task JSON_that_makes_no_sense_is_refused(string json, string code) =>
        await app.Client.PostAsync("/api/batches", new StringContent(json, System.Text.Encoding.UTF8, "application/json")).ProblemAsync(400, code);

    [Fact]
    public async Task Options_too_long_for_a_message_are_refused() =>
        await app.Client.PostAsJsonAsync("/api/batches", new { photos = 1, options = new { gallery = new string('a', 5000) } }).ProblemAsync(400, "invalid-parameter");

    private Task<JsonNode> OrderAsync(JsonNode photos, JsonObject? options = null) =>
        app.Client.PostAsJsonAsync("/api/batches", new JsonObject { ["photos"] = photos, ["options"] = options }).TakenAsync();

    private static Uri[] LinksOf(JsonNode batch) => [.. batch["uploads"]!.AsArray().Select(upload => new Uri((string)upload!["url"]!))];

    private static async Task PutAsync(Uri link, byte[] photo) => Assert.Equal(HttpStatusCode.Created, await TryPutAsync(link, photo));

    private static async Task<HttpStatusCode> TryPutAsync(Uri link, byte[] photo)
    {
        using var put = new HttpRequestMessage(HttpMethod.Put, link) { Content = new ByteArrayContent(photo), Headers = { { "x-ms-blob-type", "BlockBlob" } } };
        using var answer = await Storage.SendAsync(put);
        return answer.StatusCode;
    }
}
