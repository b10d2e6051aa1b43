using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.BadInput;

/// <summary>Callers who are slow, go away or come all at once; each test has an app of its own.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly HeldCodec _codec = new();

    public void Dispose() => _codec.Dispose();

    [Theory]
    [InlineData("image/jpeg", "")]
    [InlineData("multipart/form-data; boundary=edge", "--edge\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\n")]
    public async Task A_body_that_does_not_come_to_its_end_is_too_slow(string type, string beginning)
    {
        await using var app = await ServedApp.StartAsync(null, ("Celeb:Photos:MaxSeconds", "1"));
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/match HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: 100000\r\n\r\n{beginning}some bytes"));
        var answer = await ReadAnswerAsync(reader).WaitAsync(HeldCodec.Patience);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("urn:celebfunctions:problem:body-too-slow", answer, StringComparison.Ordinal);
        await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync();
    }

    [Theory]
    [InlineData("image/jpeg", "")]
    [InlineData("multipart/form-data; boundary=edge", "--edge\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\n")]
    public async Task A_caller_who_goes_away_while_sending_is_no_error_of_ours(string type, string beginning)
    {
        var log = new LogCollector();
        await using var app = await ServedApp.StartAsync(services => services.AddSingleton<ILoggerProvider>(log));
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
            await using var stream = socket.GetStream();
            using var reader = new StreamReader(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /api/match HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: {type}\r\nContent-Length: 100000\r\n\r\n"));
            // Comes once the function reads.
            Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync().WaitAsync(HeldCodec.Patience));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{beginning}some bytes"));
        }

        // The host says one line of each call that ended.
        await log.UntilAsync(line => line.StartsWith("Match:", StringComparison.Ordinal));

        Assert.Empty(log.Errors);
    }

    [Fact]
    public async Task Chunks_that_make_no_sense_are_no_error_of_ours()
    {
        await using var app = await ServedApp.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
        await using var stream = socket.GetStream();
        using var reader = new StreamReader(stream);

        await stream.WriteAsync("POST /api/match HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n"u8.ToArray());
        var answer = await ReadAnswerAsync(reader).WaitAsync(HeldCodec.Patience);

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        await app.Client.GetAsync("/api/health/live").OkAsync();
    }

    [Theory]
    [InlineData(64 * 1024, false)]
    [InlineData(30 * 1024 * 1024, true)]
    public async Task The_setting_says_how_many_bytes_a_photo_may_have(int maxBytes, bool taken)
    {
        await using var app = await ServedApp.StartAsync(null, ("Celeb:Photos:MaxBytes", $"{maxBytes}"));
        var photo = new byte[25 * 1024 * 1024];
        TestPhoto.Face.CopyTo(photo, 0);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/match") { Content = Body(photo) };
        request.Headers.ExpectContinue = true;

        if (taken)
        {
            await app.Client.SendAsync(request).OkAsync();
        }
        else
        {
            var problem = await app.Client.SendAsync(request).ProblemAsync(413, "photo-too-large");
            Assert.Contains("up to 0.06 MB", (string?)problem["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_the_caller_hangs_up_the_work_stops()
    {
        await using var app = await StartAsync();
        using var hangUp = new CancellationTokenSource();
        var call = app.Client.PostAsync("/api/match", Body(TestPhoto.Face), hangUp.Token);
        await _codec.Began;

        await hangUp.CancelAsync();

        await _codec.Cancelled;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Whoever_finds_the_queue_full_is_told_when_to_come_back()
    {
        await using var app = await StartAsync(("Celeb:Photos:AtOnce", "1"), ("Celeb:Photos:MaxWaiting", "0"));
        var first = app.Client.PostAsync("/api/match", Body(TestPhoto.Face));
        await _codec.Began;

        await AssertBusyAsync(app);

        _codec.Release();
        await first.ProblemAsync(422, "photo-unreadable");
        await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).ProblemAsync(422, "photo-unreadable");
    }

    [Fact]
    public async Task Whoever_has_waited_long_enough_is_told_when_to_come_back()
    {
        await using var app = await StartAsync(("Celeb:Photos:AtOnce", "1"), ("Celeb:Photos:MaxWaiting", "1"), ("Celeb:Photos:MaxWaitSeconds", "1"));
        var first = app.Client.PostAsync("/api/match", Body(TestPhoto.Face));
        await _codec.Began;

        await AssertBusyAsync(app);

        _codec.Release();
        await first.ProblemAsync(422, "photo-unreadable");
    }

    [Fact]
    public async Task Whatever_nobody_thought_of_is_a_problem_with_the_request_id_and_the_app_goes_on()
    {
        await using var app = await ServedApp.StartAsync(services => services.AddSingleton<IPhotoCodec, BrokenCodec>());

        var problem = await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).ProblemAsync(500, "internal-error");

        Assert.Contains((string)problem["requestId"]!, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        await app.Client.GetAsync("/api/health/ready").OkAsync();
    }

    private Task<ServedApp> StartAsync(params (string, string)[] settings) =>
        ServedApp.StartAsync(services => services.AddSingleton<IPhotoCodec>(_codec), settings);

    private static async Task AssertBusyAsync(ServedApp app)
    {
        var call = app.Client.PostAsync("/api/match", Body(TestPhoto.Face));
        using var answer = await call;
        Assert.InRange(int.Parse(Assert.Single(answer.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 60);
        await call.ProblemAsync(429, "busy");
    }

    /// <summary>An answer's head and body, as they stand on the wire.</summary>
    private static async Task<string> ReadAnswerAsync(StreamReader reader)
    {
        var answer = new StringBuilder();
        while (!answer.ToString().EndsWith("}\n", StringComparison.Ordinal) && await reader.ReadLineAsync() is { } line)
            answer.Append(line).Append('\n');
        return answer.ToString();
    }

    private sealed class BrokenCodec : IPhotoCodec
    {
        public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("a secret of ours");

        public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int maxSide, CancellationToken cancellationToken = default) => Decode(photo, cancellationToken);

        public void Encode(Picture picture, PhotoFormat format, Stream destination) => throw new NotSupportedException();
    }
}
