using System.Text.Json.Nodes;
using CelebFunctions.LocalHost.Tests;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Clients;

public sealed class UsageTests(ClientApps apps) : IClassFixture<ClientApps>
{
    private static readonly byte[] Photo = TestPhoto.WithoutFace(64, 48);

    [Fact]
    public async Task Calls_are_counted_by_what_was_done_and_how_it_ended()
    {
        var key = await apps.AddAsync();
        await apps.App.MatchAsync(key, Photo).OkAsync();
        await apps.App.MatchAsync(key, Photo).OkAsync();
        await apps.App.MatchAsync(key, TestPhoto.Face[..1000]).ProblemAsync(422, "photo-unreadable");
        await apps.App.MatchAsync(key, Photo, "?gallery=nobody").ProblemAsync(404, "gallery-unknown");
        await apps.App.CallAsync(key, "/api/compare", Form(("first", Photo), ("second", Photo))).OkAsync();
        await apps.App.CallAsync(key).OkAsync();
        (await apps.App.CallAsync(key, "/api/effects/starry-night?maxSide=16", Body(Photo))).EnsureSuccessStatusCode();
        await apps.App.CallAsync(key, "/api/effects/starry-night", Body(TestPhoto.Face[..1000])).ProblemAsync(422, "photo-unreadable");
        await apps.App.CallAsync(key, "/api/effects/cubism", Body(Photo)).ProblemAsync(404, "effect-unknown");

        var usage = await apps.App.CallAsync(key, "/api/usage").OkAsync();

        Assert.Equal((key.Split('.')[0], "a test"), ((string?)usage["client"], (string?)usage["name"]));
        Assert.Equal(7, usage["days"]!.AsArray().Count);
        Assert.Equal(["compare 1 2 0", "effects/starry-night 2 1 1", "match 3 2 1"], Operations(usage));
    }

    [Fact]
    public async Task Who_used_nothing_is_told_so_and_nobody_sees_what_others_used()
    {
        var (key, other) = (await apps.AddAsync(), await apps.AddAsync());
        await apps.App.MatchAsync(other, Photo).OkAsync();

        var usage = await apps.App.CallAsync(key, "/api/usage?days=1").OkAsync();

        Assert.Empty(Operations(usage));
        Assert.Single(usage["days"]!.AsArray());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("32")]
    [InlineData("-1")]
    [InlineData("all")]
    public async Task Days_that_make_no_sense_are_refused(string days)
    {
        var problem = await apps.App.CallAsync(await apps.AddAsync(), $"/api/usage?days={days}").ProblemAsync(400, "invalid-parameter");

        Assert.Equal(["days"], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_job_of_the_queue_is_counted_to_its_client_once_however_often_its_message_comes()
    {
        var key = await apps.AddAsync();
        var (good, bad) = (AzuriteFixture.NewName("job"), AzuriteFixture.NewName("job"));
        await apps.Blobs.TryCreateAsync("photos", good, Photo, "image/png", default);
        await apps.Blobs.TryCreateAsync("photos", bad, new byte[100], "image/png", default);

        for (var time = 0; time < 5; time++)
        {
            await apps.SendAsync(Message(good, key));
            await apps.SendAsync(Message(bad, key));
        }
        await UntilToldAsync(good, 5);
        await UntilToldAsync(bad, 5);

        Assert.Equal(["match 2 1 1"], Operations(await apps.App.CallAsync(key, "/api/usage").OkAsync()));
    }

    private static string Message(string job, string key) => new JsonObject
    {
        ["schema"] = 1, ["job"] = job, ["attempt"] = 1, ["photo"] = $"photos/{job}", ["operation"] = "match", ["client"] = key.Split('.')[0],
    }.ToJsonString();

    private async Task UntilToldAsync(string job, int times)
    {
        for (var look = 0; look < 600; look++)
        {
            if (await apps.NoticesAsync(job) >= times)
                return;
            await Task.Delay(100);
        }
        throw new TimeoutException("The job was not told of as often as its message came.");
    }

    private static string[] Operations(JsonNode usage) =>
    [
        .. usage["days"]!.AsArray().SelectMany(day => day!["operations"]!.AsArray())
            .Select(operation => $"{operation!["operation"]} {operation["calls"]} {operation["succeeded"]} {operation["failed"]}"),
    ];
}
