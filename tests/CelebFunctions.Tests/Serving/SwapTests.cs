using System.Text.Json.Nodes;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Tests.Serving;

public sealed class SwapTests
{
    [Fact]
    public async Task A_set_that_the_feed_has_serves_after_a_look_and_answers_and_health_name_its_versions()
    {
        await using var app = await SwappingApp.StartAsync();
        Assert.Equal("composites@1.2.3", (string?)(await app.MatchAsync(TestPhoto.Face))["models"]!["gallery"]);

        await app.LookAsync(SwappingApp.Set(7, app.Parts(1)));

        var answer = await app.MatchAsync(TestPhoto.Face);
        Assert.Equal("1.0.1", SwappingApp.VersionOf(answer));
        Assert.Equal($"You look 100% like {TestGalleries.First}!", (string?)answer["sentence"]);
        var ready = await app.ReadyAsync();
        Assert.Equal(
            ["face-detector@1.0.1", "face-embedder@1.0.1", "composites@1.0.1"],
            ready["loaded"]!.AsArray().Select(loaded => (string?)loaded!["id"]));
        Assert.Equal(("current", 7, null), ((string?)ready["feed"]!["state"], (int)ready["feed"]!["set"]!, (string?)ready["feed"]!["reason"]));
    }

    [Fact]
    public async Task A_request_in_flight_finishes_on_the_set_that_it_began_with_which_is_then_freed()
    {
        using var codec = new PausedCodec();
        await using var app = await SwappingApp.StartAsync(configure: services => services.AddSingleton<IPhotoCodec>(codec));
        await app.LookAsync(SwappingApp.Set(1, app.Parts(1)));
        var gallery = app.Models.Current!.Active.Set.Gallery(TestGalleries.Composites);
        var inFlight = app.MatchAsync(TestPhoto.Face);
        await codec.Began;

        await app.LookAsync(SwappingApp.Set(2, app.Parts(2)));

        Assert.Equal("1.0.2", SwappingApp.VersionOf(await app.MatchAsync(TestPhoto.Face)));
        Assert.NotEmpty(gallery.Search(FaceRegion.Face, new float[gallery.Dimensions], 1));
        codec.Release();
        Assert.Equal("1.0.1", SwappingApp.VersionOf(await inFlight));
        Assert.Throws<ObjectDisposedException>(() => gallery.Search(FaceRegion.Face, new float[gallery.Dimensions], 1));
    }

    [Fact]
    public async Task A_set_that_is_loaded_when_the_app_has_ended_is_freed()
    {
        await using var app = await SwappingApp.StartAsync();
        var late = app.Loader.Load(app.Parts(1));
        var gallery = late.Set.Gallery(TestGalleries.Composites);
        app.Models.Dispose();

        Assert.Throws<ObjectDisposedException>(() => app.Models.Swap(new(late)));

        Assert.Throws<ObjectDisposedException>(() => gallery.Search(FaceRegion.Face, new float[gallery.Dimensions], 1));
    }

    [Fact]
    public async Task A_network_that_fails_its_self_test_is_refused_and_the_old_set_serves_on_and_the_reason_is_told_and_logged_once()
    {
        await using var app = await SwappingApp.StartAsync();
        await app.LookAsync(SwappingApp.Set(1, app.Parts(1)));
        var wrong = SwappingApp.Set(2, app.Parts(2, changeEmbedder: manifest => manifest["selfTest"]!["values"]![0] = 0.5));

        for (var look = 0; look < 3; look++)
            await app.LookAsync(wrong);

        Assert.Equal("1.0.1", SwappingApp.VersionOf(await app.MatchAsync(TestPhoto.Face)));
        var feed = (await app.ReadyAsync())["feed"]!;
        Assert.Equal("refused", (string?)feed["state"]);
        Assert.Contains("self-test", (string?)feed["reason"], StringComparison.Ordinal);
        Assert.Single(app.Logs.All, line => line.Contains("self-test", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Source.Kept, kept => kept.Number == 2);

        await app.LookAsync(SwappingApp.Set(3, app.Parts(3)));
        Assert.Equal("1.0.3", SwappingApp.VersionOf(await app.MatchAsync(TestPhoto.Face)));
    }

    [Fact]
    public async Task A_set_without_the_gallery_that_answers_calls_that_name_none_is_refused()
    {
        await using var app = await SwappingApp.StartAsync();

        await app.LookAsync(SwappingApp.Set(1, app.Parts(1) with { Galleries = [] }));

        Assert.Contains($"'{TestGalleries.Composites}'", (string?)(await app.ReadyAsync())["feed"]!["reason"], StringComparison.Ordinal);
        Assert.Equal("composites@1.2.3", (string?)(await app.MatchAsync(TestPhoto.Face))["models"]!["gallery"]);
    }

    [Theory]
    [InlineData(UpdateState.Unreachable, "unreachable")]
    [InlineData(UpdateState.Refused, "refused")]
    [InlineData(UpdateState.Stale, "stale")]
    public async Task What_is_wrong_with_the_feed_is_told_since_when_and_logged_once_while_the_last_set_serves(UpdateState state, string told)
    {
        await using var app = await SwappingApp.StartAsync();
        var set = SwappingApp.Set(1, app.Parts(1));
        await app.LookAsync(set);

        await app.LookAsync(new UpdateOutcome(state, set, "The feed is in the wrong."));
        var first = await app.ReadyAsync();
        await app.LookAsync();
        var version = await app.Client.GetAsync("/api/version").OkAsync();

        Assert.Equal((told, "The feed is in the wrong."), ((string?)first["feed"]!["state"], (string?)first["feed"]!["reason"]));
        Assert.True(JsonNode.DeepEquals(first["feed"], version["feed"]));
        Assert.Single(app.Logs.All, line => line.Contains("The feed is in the wrong.", StringComparison.Ordinal));
        Assert.Equal("1.0.1", SwappingApp.VersionOf(await app.MatchAsync(TestPhoto.Face)));
    }

    [Fact]
    public async Task A_built_in_gallery_that_was_withdrawn_does_not_come_back_where_the_last_set_cannot_be_loaded()
    {
        await using var app = await SwappingApp.StartAsync(last: app => SwappingApp.Set(4, app.Parts(4) with { Galleries = [] }) with
        {
            Lowest = new Dictionary<string, string> { [TestGalleries.Composites] = "1.2.4" },
        });

        await app.Client.PostAsync("/api/match", Answers.Body(TestPhoto.Face)).ProblemAsync(404, "gallery-unknown");

        Assert.Contains((await app.ReadyAsync())["refused"]!.AsArray(), reason => ((string)reason!).Contains("withdrawn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_set_that_was_verified_serves_from_the_first_answer_on()
    {
        await using var app = await SwappingApp.StartAsync(last: app => SwappingApp.Set(4, app.Parts(4)));

        Assert.Equal("1.0.4", SwappingApp.VersionOf(await app.MatchAsync(TestPhoto.Face)));
    }
}
