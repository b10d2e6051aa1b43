using System.Net;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Clients;

public sealed class LimitTests(ClientApps apps) : IClassFixture<ClientApps>
{
    private const string Calls = "calls-per-minute", Photos = "photos-per-day";

    private static readonly byte[] Photo = TestPhoto.WithoutFace(64, 48);

    [Fact]
    public async Task Each_answer_tells_the_limits_and_what_they_have_left()
    {
        var key = await apps.AddAsync(perMinute: 600, photosADay: 100);

        using var first = await apps.App.CallAsync(key);
        using var second = await apps.App.MatchAsync(key, Photo);
        using var third = await apps.App.MatchAsync(key, "rubbish"u8.ToArray());
        using var fourth = await apps.App.MatchAsync(key, Photo, "?top=0");

        foreach (var answer in new[] { first, second, third, fourth })
        {
            Assert.Equal(new() { [Calls] = new() { ["q"] = 600, ["w"] = 60 }, [Photos] = new() { ["q"] = 100, ["w"] = 86_400 } }, answer.RateLimit("RateLimit-Policy"));
            Assert.InRange(answer.RateLimit("RateLimit")[Calls]["r"], 590, 600);
            Assert.InRange(answer.RateLimit("RateLimit")[Photos]["t"], 0, 86_400);
        }
        // A photo that turns out to be none was looked at; one that was never read was not.
        Assert.Equal([100, 99, 98, 98], new[] { first, second, third, fourth }.Select(answer => answer.RateLimit("RateLimit")[Photos]["r"]));
    }

    [Fact]
    public async Task A_client_without_limits_is_told_of_none()
    {
        var key = await apps.AddAsync(perMinute: 0, photosADay: 0);

        using var answer = await apps.App.MatchAsync(key, Photo);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("RateLimit-Policy") || answer.Headers.Contains("RateLimit"));
    }

    [Fact]
    public async Task Where_the_key_says_nothing_the_apps_own_limits_count()
    {
        await using var app = await apps.StartAsync(("Celeb:Clients:PerMinute", "77"), ("Celeb:Clients:PhotosADay", "88"));

        using var answer = await app.CallAsync(await apps.AddAsync(perMinute: null, photosADay: null));

        Assert.Equal((77, 88), (answer.RateLimit("RateLimit-Policy")[Calls]["q"], answer.RateLimit("RateLimit-Policy")[Photos]["q"]));
    }

    [Fact]
    public async Task Who_calls_too_fast_is_told_when_to_call_again_and_others_are_not_kept_waiting()
    {
        var (key, other) = (await apps.AddAsync(perMinute: 2), await apps.AddAsync(perMinute: 2));
        await apps.App.CallAsync(key).OkAsync();
        await apps.App.CallAsync(key).OkAsync();

        var refused = apps.App.MatchAsync(key, Photo);

        await refused.ProblemAsync(429, "rate-exceeded");
        var seconds = (long)(await refused).Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(seconds, 1, 30);
        Assert.Equal(new() { [Calls] = new() { ["r"] = 0, ["t"] = seconds } }, (await refused).RateLimit("RateLimit"));
        await apps.App.CallAsync(other).OkAsync();
    }

    [Fact]
    public async Task When_the_days_photos_are_used_up_the_next_ones_come_at_midnight()
    {
        var key = await apps.AddAsync(photosADay: 2);
        await apps.App.MatchAsync(key, Photo).OkAsync();

        // A comparison takes two.
        await apps.App.CallAsync(key, "/api/compare", Form(("first", Photo), ("second", Photo))).ProblemAsync(429, "quota-used-up");
        await apps.App.MatchAsync(key, Photo).OkAsync();
        var refused = apps.App.MatchAsync(key, Photo);

        await refused.ProblemAsync(429, "quota-used-up");
        var seconds = (await refused).Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(seconds, TimeSpan.FromHours(11).TotalSeconds, TimeSpan.FromHours(12).TotalSeconds);
        Assert.Equal(new() { [Photos] = new() { ["r"] = 0, ["t"] = (long)seconds } }, (await refused).RateLimit("RateLimit"));
        await apps.App.CallAsync(key).OkAsync();
    }

    [Fact]
    public async Task What_fails_by_our_fault_or_before_the_photo_is_looked_at_costs_nothing()
    {
        await using var broken = await apps.StartAsync(services => services.AddSingleton<IPhotoCodec, BrokenCodec>());
        var key = await apps.AddAsync(photosADay: 1);

        for (var time = 0; time < 3; time++)
        {
            await broken.MatchAsync(key, Photo).ProblemAsync(500, "internal-error");
            await broken.MatchAsync(key, Photo, "?faces=none").ProblemAsync(400, "invalid-parameter");
            await broken.MatchAsync(key, []).ProblemAsync(400, "empty-body");
        }

        // The broken app has the only photo in its lease; it rests, and is given to the other.
        await UntilAsync(() => apps.App.MatchAsync(key, Photo));
        await apps.App.MatchAsync(key, Photo).ProblemAsync(429, "quota-used-up");
    }

    [Fact]
    public async Task A_quota_is_met_exactly_by_32_callers_at_once_on_two_instances()
    {
        const int quota = 200, callers = 32;
        await using var other = await apps.StartAsync();
        var key = await apps.AddAsync(photosADay: quota);
        var (succeeded, refused) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            // Until it is told that the day is over; half of the callers begin on each instance.
            for (var call = caller; ; call++)
            {
                using var answer = await (call % 2 == 0 ? apps.App : other).MatchAsync(key, Photo);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref succeeded);
                    continue;
                }
                Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
                Interlocked.Increment(ref refused);
                var wait = answer.Headers.RetryAfter!.Delta!.Value;
                if (wait > TimeSpan.FromMinutes(1))
                    return;
                await Task.Delay(wait);
            }
        }));

        Assert.Equal(quota, succeeded);
        Assert.InRange(refused, callers, int.MaxValue);
        var usage = await apps.App.CallAsync(key, "/api/usage?days=1").OkAsync();
        Assert.Equal((quota, 0), ((int)usage["days"]![0]!["succeeded"]!, (int)usage["days"]![0]!["failed"]!));
    }

    private static async Task UntilAsync(Func<Task<HttpResponseMessage>> call)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            using var answer = await call();
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
            await Task.Delay(100);
        }
        Assert.Fail("It was refused for ever.");
    }

    private sealed class BrokenCodec : IPhotoCodec
    {
        public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default) => throw new InvalidOperationException("As the test wants it.");

        public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int maxSide, CancellationToken cancellationToken = default) => Decode(photo, cancellationToken);

        public void Encode(Picture picture, PhotoFormat format, Stream destination) => throw new NotSupportedException();
    }
}
