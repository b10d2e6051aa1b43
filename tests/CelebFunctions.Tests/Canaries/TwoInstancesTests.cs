using System.Diagnostics;
using CelebFunctions.Models.Updates;
using CelebFunctions.Tests.Serving;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Canaries;

public sealed class TwoInstancesTests
{
    [Fact]
    public async Task One_veto_has_both_instances_serve_the_old_set_at_their_next_look()
    {
        await using var signed = await SignedApp.CreateAsync();
        await signed.ActivateAsync("2.0.0");
        var set = await signed.Feed.Sets.StartCanaryAsync(await signed.PublishAsync("2.0.1"), 100, default);
        var (first, second) = (await signed.StartAsync(), await signed.StartAsync());
        await UntilAsync("2.0.1", first, second);

        Assert.True(await ModelVetoes.TryWriteAsync(signed.Feed.Registry, new(set.Number, "As the test wants it.", DateTimeOffset.UnixEpoch), default));

        await UntilAsync("2.0.0", first, second);
        foreach (var app in new[] { first, second })
            Assert.Equal("As the test wants it.", (string?)(await app.Client.GetAsync("/api/health/ready").OkAsync())["feed"]!["veto"]);
    }

    [Fact]
    public async Task What_two_instances_count_is_judged_together_and_the_reason_of_the_one_that_vetoes_is_told_by_both()
    {
        await using var signed = await SignedApp.CreateAsync();
        await signed.ActivateAsync("2.0.0");
        await signed.Feed.Sets.StartCanaryAsync(await signed.PublishAsync("2.0.1", turned: true), 50, default);
        ServedApp[] apps = [await signed.StartAsync(), await signed.StartAsync()];
        await UntilAsync("2.0.1", apps);

        var feeds = new List<string?>();
        for (var photo = 0; photo < 1000 && feeds.Count < 2; photo++)
        {
            await apps[photo % 2].Client.PostAsync("/api/match", Body(CanaryTests.Photo(photo))).OkAsync();
            var veto = (string?)(await apps[photo % 2].Client.GetAsync("/api/health/ready").OkAsync())["feed"]!["veto"];
            if (veto is not null && photo % 2 == feeds.Count % 2)
                feeds.Add(veto);
        }

        Assert.Equal(2, feeds.Count);
        Assert.Contains("vectors and gallery", feeds[0], StringComparison.Ordinal);
        Assert.Equal(feeds[0], feeds[1]);
    }

    /// <summary>Sends photos until each instance names this version for one, as it must within the refresh time.</summary>
    private static async Task UntilAsync(string version, params ServedApp[] apps)
    {
        foreach (var app in apps)
        {
            var started = Stopwatch.GetTimestamp();
            for (var photo = 0; ; photo++)
            {
                var answer = await app.Client.PostAsync("/api/match", Body(CanaryTests.Photo(photo))).OkAsync();
                if (SwappingApp.VersionOf(answer) == version)
                    break;
                Assert.True(Stopwatch.GetElapsedTime(started) < HeldCodec.Patience, $"Not {version} yet.");
            }
        }
    }
}
