using System.Text.Json.Nodes;
using CelebFunctions.Models.Updates;
using CelebFunctions.Tests.Serving;

namespace CelebFunctions.Tests.Canaries;

public sealed class CanaryTests
{
    [Fact]
    public async Task A_photo_has_the_same_answer_each_time_and_its_bytes_say_by_which_set()
    {
        await using var app = await SwappingApp.StartAsync();
        await app.LookAsync(SwappingApp.Set(1, app.Parts(1), new(app.Parts(2), 50)));
        var photos = Enumerable.Range(0, 24).Select(Photo).ToArray();

        var first = new List<string>();
        foreach (var photo in photos)
            first.Add(SwappingApp.VersionOf(await app.MatchAsync(photo)));
        var second = new List<string>();
        foreach (var photo in photos)
            second.Add(SwappingApp.VersionOf(await app.MatchAsync(photo)));

        Assert.Equal(first, second);
        Assert.Equal(["1.0.1", "1.0.2"], first.Distinct().Order(StringComparer.Ordinal));
        var canary = (await app.ReadyAsync())["canary"]!;
        Assert.Equal(50, (int)canary["percent"]!);
        // Each photo counts once, however often it is sent.
        Assert.Equal(first.Count(version => version == "1.0.2"), (int)canary["photos"]!);
    }

    [Fact]
    public async Task A_canary_that_fails_costs_nobody_an_answer()
    {
        await using var app = await SwappingApp.StartAsync();
        var active = app.Parts(1);
        // The canary lacks a gallery that the active set has.
        await app.LookAsync(SwappingApp.Set(1, active with { Galleries = [.. active.Galleries, app.Crowd()] }, new(app.Parts(2), 100)));

        Assert.Equal("1.0.2", SwappingApp.VersionOf(await app.MatchAsync(Photo(1))));
        var answer = await app.MatchAsync(Photo(2), "?gallery=crowd");

        Assert.Equal("crowd@1.2.3", (string?)answer["models"]!["gallery"]);
        Assert.Equal("face-embedder@1.0.1", (string?)answer["models"]!["embedder"]);
        Assert.Equal(1, app.Models.Current!.Trial!.Counts.Canary.Errors);
    }

    [Fact]
    public async Task A_canary_whose_vectors_are_turned_is_vetoed_and_the_reason_stays_in_the_feed()
    {
        await using var app = await SwappingApp.StartAsync();
        var set = SwappingApp.Set(9, app.Parts(1), new(app.Parts(2, turned: true), 50));
        await app.LookAsync(set);

        for (var i = 0; i < 120; i++)
            await app.MatchAsync(Photo(i));
        await app.LookAsync();

        var veto = await ModelVetoes.ReadAsync(app.Source.Registry, 9, default);
        Assert.Contains("vectors and gallery", veto!.Reason, StringComparison.Ordinal);
        Assert.Single(app.Logs.All, line => line.Contains("vetoed", StringComparison.Ordinal));

        await app.LookAsync(new UpdateOutcome(UpdateState.Unchanged, set, Veto: veto));
        var feed = (await app.ReadyAsync())["feed"]!;
        Assert.Equal(("current", veto.Reason), ((string?)feed["state"], (string?)feed["veto"]));
        for (var i = 0; i < 10; i++)
            Assert.Equal("1.0.1", SwappingApp.VersionOf(await app.MatchAsync(Photo(i))));
    }

    [Fact]
    public async Task A_vetoed_canary_stays_away_while_the_feed_is_out_of_reach_and_one_that_serves_goes_on()
    {
        await using var app = await SwappingApp.StartAsync();
        var set = SwappingApp.Set(1, app.Parts(1), new(app.Parts(2), 100));
        var away = new UpdateOutcome(UpdateState.Unreachable, set, "Out of reach.");
        await app.LookAsync(away);
        Assert.Null((await app.ReadyAsync())["canary"]);

        await app.LookAsync(set);
        await app.LookAsync(away);
        Assert.NotNull((await app.ReadyAsync())["canary"]);

        await app.LookAsync(new UpdateOutcome(UpdateState.Unchanged, set, Veto: new(1, "Worse.", default)));
        await app.LookAsync(away);
        Assert.Null((await app.ReadyAsync())["canary"]);
    }

    [Fact]
    public async Task A_canary_that_becomes_active_is_not_loaded_again()
    {
        await using var app = await SwappingApp.StartAsync();
        var (old, better) = (app.Parts(1), app.Parts(2));
        await app.LookAsync(SwappingApp.Set(1, old, new(better, 10)));
        var tried = app.Models.Current!.Trial!.Set.Set;

        await app.LookAsync(SwappingApp.Set(2, better));

        Assert.Same(tried, app.Models.Current.Active.Set);
        Assert.Equal("1.0.2", SwappingApp.VersionOf(await app.MatchAsync(Photo(1))));
    }

    [Fact]
    public async Task A_canary_that_cannot_be_loaded_is_told_while_the_active_set_serves()
    {
        await using var app = await SwappingApp.StartAsync();
        var wrong = app.Parts(2, changeEmbedder: manifest => manifest["selfTest"]!["values"]![0] = 0.5);

        await app.LookAsync(SwappingApp.Set(1, app.Parts(1), new(wrong, 50)));

        var ready = await app.ReadyAsync();
        Assert.Equal(("refused", null), ((string?)ready["feed"]!["state"], (JsonNode?)ready["canary"]));
        Assert.Equal("1.0.1", SwappingApp.VersionOf(await app.MatchAsync(Photo(1))));
    }

    /// <summary>A JPEG ends before its last bytes do, which decoders skip: the same face in other bytes.</summary>
    internal static byte[] Photo(int number) => [.. TestPhoto.Face, .. BitConverter.GetBytes(number)];
}
