using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CelebFunctions.Batches.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Batches.Tests.Webhooks;

/// <summary>Each address that is public here leads to this machine in truth: nothing leaves it.</summary>
public sealed class WebhookSenderTests
{
    private static readonly WebhookSecrets Secrets = WebhookSecrets.Read(WebhookSignatureTests.NewSecret(1));
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public async Task A_webhook_is_a_signed_cloud_event()
    {
        await using var server = HookServer.Answering("204 No Content");

        var attempt = await SendAsync(server.Url);

        Assert.Equal(WebhookOutcome.Delivered, attempt.Outcome);
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /hook HTTP/1.1\r\n", request.Head, StringComparison.Ordinal);
        Assert.Equal("application/cloudevents+json", request.Header("Content-Type"));
        Assert.Equal(WebhookVerdict.Genuine, WebhookSignature.Verify(
            Secrets, request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Header("webhook-signature"), request.Body, Now));
        Assert.Equal("album-1-ended", request.Header("webhook-id"));
        Assert.Equal(
            """{"specversion":"1.0","id":"album-1-ended","source":"urn:celebfunctions","type":"celebfunctions.batch.succeeded","subject":"album-1","time":"2026-11-25T11:59:00+00:00","datacontenttype":"application/json","data":{"done":7}}""",
            Encoding.UTF8.GetString(request.Body));
    }

    [Theory]
    [InlineData("200 OK", WebhookOutcome.Delivered, null)]
    [InlineData("299 Odd", WebhookOutcome.Delivered, null)]
    [InlineData("410 Gone", WebhookOutcome.Gone, null)]
    [InlineData("404 Not Found", WebhookOutcome.Failed, null)]
    [InlineData("500 Oh\r\nRetry-After: 7", WebhookOutcome.Failed, null)]
    [InlineData("503 Busy\r\nRetry-After: 7", WebhookOutcome.Failed, 7)]
    [InlineData("429 Slow\r\nRetry-After: Wed, 25 Nov 2026 12:01:00 GMT", WebhookOutcome.Failed, 60)]
    [InlineData("429 Slow\r\nRetry-After: soon", WebhookOutcome.Failed, null)]
    public async Task The_status_decides(string answer, WebhookOutcome outcome, int? retryAfter)
    {
        await using var server = HookServer.Answering(answer);

        var attempt = await SendAsync(server.Url);

        Assert.Equal(outcome, attempt.Outcome);
        Assert.Equal(retryAfter, attempt.RetryAfter?.TotalSeconds);
        Assert.Contains(answer[..3], attempt.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = HookServer.Answering("200 OK");
        await using var server = HookServer.Answering($"{status} Elsewhere\r\nLocation: {elsewhere.Url}");

        Assert.Equal(WebhookOutcome.Failed, (await SendAsync(server.Url)).Outcome);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_left_after_fifteen_seconds()
    {
        await using var server = new HookServer((_, _) => Task.Delay(System.Threading.Timeout.Infinite));

        var attempt = SendAsync(server.Url);
        await server.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(attempt.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((WebhookOutcome.Failed, "It did not answer within 15 s."), ((await attempt).Outcome, (await attempt).Reason));
    }

    [Fact]
    public async Task A_receiver_that_answers_a_gigabyte_is_not_listened_to()
    {
        const long Gigabyte = 1L << 30;
        long written = 0;
        var ended = new TaskCompletionSource();
        await using var server = new HookServer(async (_, connection) =>
        {
            try
            {
                await connection.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Gigabyte}\r\n\r\n"));
                for (var block = new byte[1 << 16]; written < Gigabyte; written += block.Length)
                    await connection.WriteAsync(block);
            }
            finally
            {
                ended.SetResult();
            }
        });

        var attempt = await SendAsync(server.Url);
        await ended.Task;

        Assert.Equal(WebhookOutcome.Delivered, attempt.Outcome);
        // What the system holds on both ends of a connection.
        Assert.InRange(written, 0, 64 << 20);
    }

    [Fact]
    public async Task A_receiver_whose_headers_do_not_end_is_left()
    {
        await using var server = new HookServer(async (_, connection) =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
            while (true)
                await connection.WriteAsync(Encoding.ASCII.GetBytes($"X-More: {new string('x', 1000)}\r\n"));
        });

        Assert.Equal(WebhookOutcome.Failed, (await SendAsync(server.Url)).Outcome);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_a_failure_that_tells_why()
    {
        int port;
        await using (var server = HookServer.Answering("200 OK"))
            port = server.Port;

        var attempt = await SendAsync($"http://127.0.0.1:{port}/");

        Assert.Equal((WebhookOutcome.Failed, "It cannot be reached: ConnectionError."), (attempt.Outcome, attempt.Reason));
    }

    [Fact]
    public async Task A_name_that_leads_inside_at_the_second_look_up_is_not_called_the_second_time()
    {
        await using var server = new HookServer((_, connection) => HookServer.WriteAsync(connection, "500 Oh"), tls: true);
        var network = new DrawnNetwork(server, ["1.1.1.1", "2606:4700::1111"], ["169.254.169.254"], ["1.1.1.1", "10.0.0.1"], ["::ffff:127.0.0.1"], []);
        using var sender = new WebhookSender(new(Secrets, false), network.Network, _time);

        var attempts = new List<WebhookAttempt>();
        for (var i = 0; i < 5; i++)
            attempts.Add(await sender.SendAsync(Event("https://hooks.example/hook"), default));

        Assert.Equal("It answered 500.", attempts[0].Reason);
        Assert.All(attempts, attempt => Assert.Equal(WebhookOutcome.Failed, attempt.Outcome));
        Assert.All(attempts[1..4], attempt => Assert.Contains("must lead to the internet", attempt.Reason, StringComparison.Ordinal));
        Assert.Contains("Nobody knows", attempts[4].Reason, StringComparison.Ordinal);
        Assert.Equal(["1.1.1.1, 2606:4700::1111"], network.Connected);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://localhost.:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("http://localhost:{0}/")]
    public async Task By_default_no_webhook_reaches_this_machine(string url)
    {
        await using var server = HookServer.Answering("200 OK");
        using var sender = new WebhookSender(new(Secrets, false), WebhookNetwork.OfTheSystem, _time);

        var attempt = await sender.SendAsync(Event(url.Replace("{0}", $"{server.Port}", StringComparison.Ordinal)), default);

        Assert.Equal(WebhookOutcome.Failed, attempt.Outcome);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_that_nobody_knows_is_not_trusted()
    {
        await using var server = new HookServer((_, connection) => HookServer.WriteAsync(connection, "200 OK"), tls: true);
        using var sender = new WebhookSender(new(Secrets, true), WebhookNetwork.OfTheSystem, _time);

        var attempt = await sender.SendAsync(Event($"https://localhost:{server.Port}/"), default);

        Assert.Equal((WebhookOutcome.Failed, "It cannot be reached: SecureConnectionError."), (attempt.Outcome, attempt.Reason));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_worker_that_stops_says_so_and_does_not_call_it_a_failure()
    {
        await using var server = new HookServer((_, _) => Task.Delay(System.Threading.Timeout.Infinite));
        using var sender = new WebhookSender(new(Secrets, true), WebhookNetwork.OfTheSystem, _time);
        using var stop = new CancellationTokenSource();

        var attempt = sender.SendAsync(Event(server.Url), stop.Token);
        await server.NextAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
    }

    private async Task<WebhookAttempt> SendAsync(string url)
    {
        using var sender = new WebhookSender(new(Secrets, true), WebhookNetwork.OfTheSystem, _time);
        return await sender.SendAsync(Event(url), default);
    }

    private static WebhookEvent Event(string url) => new(
        url, "album-1-ended", "celebfunctions.batch.succeeded", "album-1", JsonSerializer.SerializeToElement(new { done = 7 }), Now.AddMinutes(-1), Now.AddHours(-1));

    /// <summary>A network of which each look-up gives what was drawn, and whose every address is the test's server.</summary>
    private sealed class DrawnNetwork
    {
        public DrawnNetwork(HookServer server, params string[][] lookUps)
        {
            var next = 0;
            Network = new(
                (_, _) => lookUps[next++] is { Length: > 0 } found
                    ? Task.FromResult(Array.ConvertAll(found, IPAddress.Parse))
                    : throw new SocketException((int)SocketError.HostNotFound),
                async (addresses, _, cancellationToken) =>
                {
                    Connected.Add(string.Join<IPAddress>(", ", addresses));
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
                (_, certificate, _, _) => certificate!.Subject == "CN=hooks.example");
        }

        public WebhookNetwork Network { get; }

        public List<string> Connected { get; } = [];
    }
}
