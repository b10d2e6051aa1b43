using System.Diagnostics;
using CelebFunctions.Feeds;
using CelebFunctions.Tests.Jobs;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Serving;

public sealed class BlobFeedTests
{
    [Fact]
    public async Task A_set_in_the_apps_storage_serves_callers_and_jobs_of_the_queue_alike()
    {
        await using var signed = await SignedApp.CreateAsync();
        await signed.ActivateAsync("2.0.0");
        var app = new QueuedApp();
        try
        {
            await app.StartAsync(
                null,
                ("Celeb:Serving:Models", Repository.Models),
                ("Celeb:Serving:Feed", "blob:some-models"),
                ("Celeb:Serving:RootKey", signed.Feed.RootKey),
                ("Celeb:Serving:Store", signed.Feed.Store()),
                ("Celeb:Serving:RefreshSeconds", "1"));
            Assert.Equal("composites@1.2.3", (string?)(await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync())["models"]!["gallery"]);

            await signed.Feed.CopyToAsync(new BlobModelRegistry(app.Blobs, "some-models"));

            var started = Stopwatch.GetTimestamp();
            while ((string?)(await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync())["models"]!["gallery"] != "composites@2.0.0")
                Assert.True(Stopwatch.GetElapsedTime(started) < HeldCodec.Patience, "The set does not serve.");
            var job = await app.WorkAsync(TestPhoto.Face);
            Assert.Equal("2.0.0", SwappingApp.VersionOf(job));
            Assert.Equal("2.0.0", SwappingApp.VersionOf(job["result"]!));
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
