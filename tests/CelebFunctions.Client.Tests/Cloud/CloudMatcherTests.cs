using System.Net;
using CelebFunctions.Client.Cloud;
using CelebFunctions.Client.Sample;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.Time.Testing;
using SkiaSharp;

namespace CelebFunctions.Client.Tests.Cloud;

/// <summary>What a matcher does with servers that are busy, broken or gone.</summary>
public sealed class CloudMatcherTests
{
    private static readonly Uri App = new("http://app.test/some/where/");

    private static readonly byte[] Photo = File.ReadAllBytes(Repository.Picture("composite-1.jpg"));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_busy_server_is_asked_again_after_the_time_that_it_says_with_the_same_id()
    {
        var server = Answering.With(() => Answering.Problem(HttpStatusCode.TooManyRequests, "busy", "Later.", retryAfter: 7), () => Answering.Answer(944, 944));

        var (result, waited) = await RunAsync(server, new());

        Assert.Equal("You look 85% like Ann Lee!", result.Sentence);
        Assert.InRange(waited, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
        Assert.Equal(2, server.Requests.Count);
        Assert.Single(server.Requests.Select(request => request.Id).Distinct());
    }

    [Fact]
    public async Task A_server_that_asks_for_too_long_a_wait_is_not_waited_for()
    {
        var server = Answering.With(() => Answering.Problem(HttpStatusCode.TooManyRequests, "quota-used-up", "Tomorrow.", retryAfter: 3600));

        var refusal = await Assert.ThrowsAsync<CloudException>(() => RunAsync(server, new()));

        Assert.Equal((HttpStatusCode.TooManyRequests, "quota-used-up", "Tomorrow.", "r-1"), (refusal.Status, refusal.Code, refusal.Message, refusal.RequestId));
        Assert.Equal(TimeSpan.FromHours(1), refusal.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Waits_grow_with_jitter_and_end()
    {
        var server = Answering.With(() => new(HttpStatusCode.BadGateway));
        var waits = new List<TimeSpan>();

        for (var i = 0; i < 8; i++)
        {
            var started = _time.GetUtcNow();
            var refusal = await Assert.ThrowsAsync<CloudException>(() => RunAsync(server, new() { Retries = 3 }));
            Assert.Equal((HttpStatusCode.BadGateway, null), (refusal.Status, refusal.Code));
            waits.Add(_time.GetUtcNow() - started);
        }

        Assert.Equal(8 * 4, server.Requests.Count);
        // The clock is moved in steps, so that two may fall on one.
        Assert.InRange(waits.Distinct().Count(), 2, 8);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task What_the_caller_did_wrong_is_told_at_once_with_code_detail_and_id()
    {
        var server = Answering.With(() => Answering.Problem(HttpStatusCode.NotFound, "gallery-unknown", "There is no gallery."));

        var refusal = await Assert.ThrowsAsync<CloudException>(() => RunAsync(server, new()));

        Assert.Equal(("gallery-unknown", "There is no gallery.", "r-1", false), (refusal.Code, refusal.Message, refusal.RequestId, refusal.IsRequestWrong));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_line_that_breaks_is_tried_again_and_one_that_stays_broken_is_told()
    {
        var broken = new Answering((count, _) => count < 2 ? throw new HttpRequestException("reset") : Task.FromResult(Answering.Answer(944, 944)));
        var dead = new Answering((_, _) => throw new HttpRequestException("no route"));

        var (result, _) = await RunAsync(broken, new());
        var refusal = await Assert.ThrowsAsync<CloudException>(() => RunAsync(dead, new() { Retries = 1 }));

        Assert.Equal((MatchPlace.Cloud, 3), (result.Place, broken.Requests.Count));
        Assert.Null(refusal.Status);
        Assert.Contains("no route", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_and_a_caller_who_stops_is_obeyed_at_once()
    {
        var silent = new Answering(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using var stopped = new CancellationTokenSource();
        using var client = new HttpClient(silent);
        var call = new CloudMatcher(client, App, new SkiaPhotoCodec()).MatchAsync(Photo, new(), stopped.Token);

        var refusal = await Assert.ThrowsAsync<CloudException>(() => RunAsync(silent, new() { Retries = 1, TryTime = TimeSpan.FromSeconds(2) }));
        await stopped.CancelAsync();

        Assert.Null(refusal.Status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_server_that_is_no_such_app_is_told_as_one()
    {
        var server = Answering.With(() => new(HttpStatusCode.OK) { Content = new StringContent("<html>") });

        var refusal = await Assert.ThrowsAsync<CloudException>(() => RunAsync(server, new()));

        Assert.Contains("is the address right?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_photo_is_sent_small_upright_and_without_metadata_and_answered_in_its_own_coordinates()
    {
        var photo = PhotoOf(3000, 4000);
        var told = new List<UploadProgress>();
        var server = Answering.With(() => Answering.Answer(750, 1000));

        var (result, _) = await RunAsync(server, new(), photo, new() { Upload = new Told(told.Add) });

        var sent = server.Requests.Single().Body;
        using var seen = new SkiaPhotoCodec().Decode(sent);
        Assert.Equal((750, 1000), (seen.Width, seen.Height));
        Assert.InRange(sent.Length, 1, photo.Length / 2);
        Assert.Equal(PhotoFormat.Jpeg, seen.Format);
        Assert.Equal(told.OrderBy(step => step.Sent), told);
        Assert.Equal(new(sent.Length, sent.Length), told[^1]);
        Assert.Equal(new(3000, 4000), result.Photo);
        var face = result.Faces.Single();
        Assert.Equal(new(40, 80, 400, 480), face.Box);
        Assert.Equal((new(122, 160), 400), (face.Landmarks.LeftEye, face.Quality.Size));
        Assert.Equal(("hold-still", "Ann Lee", FaceRegion.Eyes, "Bo Ray", true), (face.Advice?.Code, face.Matches[0].Person.Name, face.Features[0].Region, face.Features[0].Person.Name, face.Features[0].Spoken));
    }

    [Fact]
    public async Task Bytes_that_are_no_photo_are_never_sent()
    {
        var server = Answering.With(() => Answering.Answer(1, 1));

        await Assert.ThrowsAsync<PhotoException>(() => RunAsync(server, new(), "no photo"u8.ToArray()));

        Assert.Empty(server.Requests);
    }

    /// <summary>Runs a match while the clock goes on by itself.</summary>
    private async Task<(MatchResult Result, TimeSpan Waited)> RunAsync(
        Answering server, CloudMatcherOptions options, byte[]? photo = null, MatchRequest? request = null)
    {
        var started = _time.GetUtcNow();
        using var client = new HttpClient(server, disposeHandler: false);
        var call = new CloudMatcher(client, App, new SkiaPhotoCodec(), options, _time).MatchAsync(photo ?? Photo, request ?? new());
        // Not before the first try: decoding takes no time of this clock.
        while (!call.IsCompleted)
        {
            await Task.Delay(2);
            if (server.Requests.Count > 0)
                _time.Advance(TimeSpan.FromMilliseconds(50));
        }
        return (await call, _time.GetUtcNow() - started);
    }

    private static byte[] PhotoOf(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        var random = new Random(3);
        using (var canvas = new SKCanvas(bitmap))
        {
            using var paint = new SKPaint();
            for (var i = 0; i < 2000; i++)
            {
                paint.Color = new SKColor((uint)random.Next() | 0xFF000000);
                canvas.DrawRect(random.Next(width), random.Next(height), 200, 200, paint);
            }
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }

    /// <summary>Told at once, where <see cref="Progress{T}"/> tells later.</summary>
    private sealed class Told(Action<UploadProgress> tell) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => tell(value);
    }
}
