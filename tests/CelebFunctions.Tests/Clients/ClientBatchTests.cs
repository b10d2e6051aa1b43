using System.Net;
using System.Text.Json.Nodes;
using CelebFunctions.Tests.Albums;
using static CelebFunctions.Tests.Albums.BatchCalls;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Clients;

public sealed class ClientBatchTests(ClientApps apps) : IClassFixture<ClientApps>
{
    private static readonly byte[] Photo = TestPhoto.WithoutFace(64, 48);

    [Fact]
    public async Task A_batch_takes_its_photos_of_the_quota_and_each_is_counted_once()
    {
        var key = await apps.AddAsync(photosADay: 3);

        var batch = await apps.App.CallAsync(key, "/api/batches", Album(Photo, TestPhoto.Face[..1000])).TakenAsync();
        await apps.App.CallAsync(key, $"/api/batches/{batch["id"]}/start", Body([])).TakenAsync();
        await DoneAsync(key, batch);

        await apps.App.CallAsync(key, "/api/batches", Album(Photo, Photo)).ProblemAsync(429, "quota-used-up");
        await apps.App.MatchAsync(key, Photo).OkAsync();
        await apps.App.MatchAsync(key, Photo).ProblemAsync(429, "quota-used-up");
        var usage = await apps.App.CallAsync(key, "/api/usage?days=1").OkAsync();
        Assert.Equal((2, 1), ((int)usage["days"]![0]!["succeeded"]!, (int)usage["days"]![0]!["failed"]!));
    }

    [Fact]
    public async Task A_batch_is_the_clients_alone_who_made_it()
    {
        var (key, other) = (await apps.AddAsync(), await apps.AddAsync());
        var batch = await apps.App.CallAsync(key, "/api/batches", Album(Photo)).TakenAsync();
        var path = $"/api/batches/{batch["id"]}";

        await apps.App.CallAsync(other, path).ProblemAsync(404, "batch-unknown");
        await apps.App.CallAsync(other, $"{path}/results").ProblemAsync(404, "batch-unknown");
        await apps.App.CallAsync(other, $"{path}/start", Body([])).ProblemAsync(404, "batch-unknown");
        await EraseAsync(other, path).ProblemAsync(404, "batch-unknown");
        await apps.App.CallAsync(null, path).ProblemAsync(401, "client-key-invalid");
        Assert.Equal("succeeded", (string?)(await DoneAsync(key, batch))["state"]);
    }

    [Fact]
    public async Task Only_what_a_batch_worked_off_stays_used()
    {
        var key = await apps.AddAsync(photosADay: 2);
        var uploads = await apps.App.CallAsync(key, "/api/batches", new StringContent("""{ "photos": 2 }""", null, "application/json")).TakenAsync();

        // What is not started takes nothing.
        await apps.App.MatchAsync(key, Photo).OkAsync();
        await apps.App.CallAsync(key, $"/api/batches/{uploads["id"]}/start", Body([])).ProblemAsync(429, "quota-used-up");
        var batch = await apps.App.CallAsync(key, "/api/batches", Album(Photo)).TakenAsync();
        await DoneAsync(key, batch);
        using (var erased = await EraseAsync(key, $"/api/batches/{batch["id"]}"))
            Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);

        // Its one photo was worked off, so it stays used.
        await apps.App.MatchAsync(key, Photo).ProblemAsync(429, "quota-used-up");
    }

    private Task<HttpResponseMessage> EraseAsync(string key, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.TryAddWithoutValidation("x-client-key", key);
        return apps.App.Client.SendAsync(request);
    }

    private async Task<JsonNode> DoneAsync(string key, JsonNode batch)
    {
        for (var look = 0; look < 600; look++)
        {
            var now = await apps.App.CallAsync(key, $"/api/batches/{batch["id"]}").OkAsync();
            if ((string?)now["state"] != "running")
                return now;
            await Task.Delay(100);
        }
        throw new TimeoutException("The batch does not end.");
    }
}
