using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.LocalHost.Tests;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Batches.Tests.Webhooks;

[Collection(AzuriteCollection.Name)]
public sealed class WebhookWorkerTests : IAsyncLifetime, IDisposable
{
    private static readonly WebhookSecrets Secrets = WebhookSecrets.Read(WebhookSignatureTests.NewSecret(1));
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly AzuriteFixture _azurite;
    private readonly FakeTimeProvider _time = new(Now);
    private readonly LogLines<WebhookWorker> _log = new();
    private readonly WebhookStore _store;
    private readonly WebhookSender _sender;
    private readonly WebhookWorker _worker;
    private readonly IMeterFactory _meters;
    private readonly string _id = AzuriteFixture.NewName("event");

    public WebhookWorkerTests(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _store = new(azurite.Blobs, azurite.Queues);
        _sender = new(new(Secrets, true), WebhookNetwork.OfTheSystem, _time);
        _worker = new(_store, _sender, new(new TimeSpan[3], new Random(1)), TestMetrics.New(out _meters), _time, _log);
    }

    public async Task InitializeAsync()
    {
        await _azurite.Blobs.EnsureContainerAsync(Places.Webhooks, default);
        await _azurite.Queues.Queue(Places.WebhookQueue).EnsureAsync(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _sender.Dispose();

    [Fact]
    public async Task An_event_in_the_outbox_is_delivered_once()
    {
        await using var server = HookServer.Answering("200 OK");

        await SendAsync(server.Url);

        Assert.Equal([1], await WorkOffAsync());
        Assert.Equal(_id, Assert.Single(server.Requests).Header("webhook-id"));
        Assert.Null(await _store.FindUndeliveredAsync(_id, default));
    }

    [Fact]
    public async Task What_fails_is_tried_again_under_the_same_id_with_a_signature_of_its_own_time()
    {
        await using var server = HookServer.Answering("500 Oh", "404 Not Found", "200 OK");

        await SendAsync(server.Url);
        var attempts = await WorkOffAsync(() => _time.Advance(TimeSpan.FromMinutes(10)));

        Assert.Equal([1, 2, 3], attempts);
        Assert.All(server.Requests, request => Assert.Equal(_id, request.Header("webhook-id")));
        Assert.Single(server.Requests.Select(request => Encoding.UTF8.GetString(request.Body)).Distinct());
        Assert.Equal([0, 600, 1200], server.Requests.Select(request => long.Parse(request.Header("webhook-timestamp")!, null) - Now.ToUnixTimeSeconds()));
        Assert.All(server.Requests, request => Assert.Equal(WebhookVerdict.Genuine, WebhookSignature.Verify(
            Secrets, _id, request.Header("webhook-timestamp"), request.Header("webhook-signature"), request.Body,
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Header("webhook-timestamp")!, null)))));
        Assert.Null(await _store.FindUndeliveredAsync(_id, default));
    }

    [Fact]
    public async Task What_fails_to_the_end_of_the_schedule_is_kept_and_told_of_and_can_be_sent_again()
    {
        await using var server = HookServer.Answering("500 Oh", "500 Oh", "500 Oh", "500 Oh", "200 OK");
        using var undelivered = new MetricCollector<long>(_meters, BatchTraces.Name, "celeb.webhook.undelivered");

        await SendAsync(server.Url);
        var attempts = await WorkOffAsync();
        var kept = await _store.FindUndeliveredAsync(_id, default);

        Assert.Equal([1, 2, 3, 4], attempts);
        Assert.Equal(("undeliverable", "It answered 500.", 4), (kept!.Error.Code, kept.Error.Detail, kept.Delivery.Attempt));
        Assert.Equal(Now, kept.Delivery.FirstTriedAt);
        Assert.Contains(_id, Assert.Single(_log.Lines, line => line.Level == LogLevel.Error).Text, StringComparison.Ordinal);
        Assert.Equal("undeliverable", Assert.Single(undelivered.GetMeasurementSnapshot()).Tags["error.type"]);

        Assert.True(await _store.ReplayAsync(_id, Now, default));
        Assert.Equal([1], await WorkOffAsync());
        Assert.Equal(5, server.Requests.Count);
        Assert.Null(await _store.FindUndeliveredAsync(_id, default));
        Assert.False(await _store.ReplayAsync(_id, Now, default));
    }

    [Fact]
    public async Task An_address_that_is_gone_is_told_nothing_more_until_somebody_subscribes_anew()
    {
        await using var server = HookServer.Answering("410 Gone", "200 OK");

        await SendAsync(server.Url);
        Assert.Equal([1], await WorkOffAsync());
        Assert.Equal("gone", (await _store.FindUndeliveredAsync(_id, default))!.Error.Code);

        // Another event of whoever subscribed before.
        await SendAsync(server.Url, $"{_id}-2");
        await WorkOffAsync();
        Assert.Single(server.Requests);
        Assert.Equal("gone", (await _store.FindUndeliveredAsync($"{_id}-2", default))!.Error.Code);

        await SendAsync(server.Url, $"{_id}-3", subscribedAt: Now.AddMinutes(1));
        await WorkOffAsync();
        Assert.Equal($"{_id}-3", server.Requests.Last().Header("webhook-id"));
    }

    [Fact]
    public async Task An_address_with_another_query_is_another_address()
    {
        await using var server = HookServer.Answering("410 Gone", "200 OK");

        await SendAsync($"{server.Url}?for=a");
        await SendAsync($"{server.Url}?for=b", $"{_id}-2");
        await WorkOffAsync();

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_retry_is_hidden_as_long_as_the_receiver_asked()
    {
        await using var server = HookServer.Answering("503 Busy\r\nRetry-After: 3600");

        await SendAsync(server.Url);

        Assert.Equal([1], await WorkOffAsync());
        var line = Assert.Single(_log.Lines);
        Assert.Contains("01:00:00", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivered_twice_by_the_queue_a_webhook_has_the_same_id_twice()
    {
        await using var server = HookServer.Answering("200 OK");
        var message = new WebhookDelivery(1, Event(server.Url, _id, Now), 1, null, null).Write();

        await _worker.WorkAsync(message, default);
        await _worker.WorkAsync(message, default);

        Assert.Equal([_id, _id], server.Requests.Select(request => request.Header("webhook-id")));
    }

    [Fact]
    public async Task What_was_given_up_long_ago_is_forgotten_and_the_rest_is_not()
    {
        await using var server = HookServer.Answering("410 Gone", "200 OK");
        await _worker.GiveUpAsync(new WebhookDelivery(1, Event("https://hooks.example/", $"{_id}-old", Now), 3, Now, null).Write(), default);
        _time.Advance(TimeSpan.FromHours(1));
        await SendAsync(server.Url, subscribedAt: Now);
        await WorkOffAsync();

        await _store.SweepAsync(Now.AddMinutes(1), default);

        Assert.Null(await _store.FindUndeliveredAsync($"{_id}-old", default));
        Assert.NotNull(await _store.FindUndeliveredAsync(_id, default));
        Assert.True(await _store.IsOffAsync(Event(server.Url, _id, Now), default));
        await _store.SweepAsync(Now.AddHours(2), default);
        Assert.False(await _store.IsOffAsync(Event(server.Url, _id, Now), default));
    }

    [Fact]
    public async Task What_the_trigger_gave_up_is_kept()
    {
        await _worker.GiveUpAsync(new WebhookDelivery(1, Event("https://hooks.example/", _id, Now), 3, Now, null).Write(), default);

        var kept = await _store.FindUndeliveredAsync(_id, default);
        Assert.Equal(("worker-lost", 3), (kept!.Error.Code, kept.Delivery.Attempt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"schema\":1,\"event\":null,\"attempt\":1}")]
    [InlineData("{\"schema\":1,\"event\":{\"url\":\"https://hooks.example/\",\"id\":\"../x\",\"type\":\"a\",\"subject\":\"b\",\"data\":1},\"attempt\":1}")]
    public async Task A_message_that_is_none_is_dropped_and_told_of(string message)
    {
        await _worker.WorkAsync(message, default);
        await _worker.GiveUpAsync(message, default);

        Assert.All(_log.Lines, line => Assert.Equal(LogLevel.Error, line.Level));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task Neither_log_nor_undelivered_name_shows_an_addresss_token()
    {
        await using var server = HookServer.Answering("500 Oh", "410 Gone");

        await SendAsync($"{server.Url}?token=sesame");
        await WorkOffAsync();

        Assert.NotEmpty(_log.Lines);
        Assert.All(_log.Lines, line => Assert.DoesNotContain("sesame", line.Text, StringComparison.Ordinal));
        Assert.All(_log.Lines, line => Assert.Contains(_id, line.Text, StringComparison.Ordinal));
        Assert.All(
            await _azurite.Blobs.ListAsync(Places.Webhooks, "", default).ToListAsync(), name => Assert.DoesNotContain("sesame", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("ä")]
    public async Task An_id_that_cannot_be_signed_safely_is_refused(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync("https://hooks.example/", id));

    [Fact]
    public async Task Each_attempt_is_measured_with_its_outcome()
    {
        await using var server = HookServer.Answering("500 Oh", "200 OK");
        using var attempts = new MetricCollector<double>(_meters, BatchTraces.Name, "celeb.webhook.duration");

        await SendAsync(server.Url);
        await WorkOffAsync();

        Assert.Equal(["failed", "delivered"], attempts.GetMeasurementSnapshot().Select(measurement => measurement.Tags["celeb.webhook.outcome"]));
    }

    private Task SendAsync(string url, string? id = null, DateTimeOffset? subscribedAt = null) =>
        new WebhookOutbox(_store).SendAsync(Event(url, id ?? _id, subscribedAt ?? Now), default);

    private static WebhookEvent Event(string url, string id, DateTimeOffset subscribedAt) =>
        new(url, id, "celebfunctions.batch.succeeded", "album", JsonSerializer.SerializeToElement(new { done = 7 }), Now, subscribedAt);

    /// <summary>Gives the worker what is on the queue for this test, until there is no more.</summary>
    private async Task<List<int>> WorkOffAsync(Action? between = null)
    {
        var (queue, attempts) = (_azurite.Queues.Queue(Places.WebhookQueue), new List<int>());
        while (await queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default) is [var message])
        {
            await queue.DeleteAsync(message, default);
            if (WebhookDelivery.Read(message.Text!) is not { } delivery || !delivery.Event.Id.StartsWith(_id, StringComparison.Ordinal))
                continue;
            attempts.Add(delivery.Attempt);
            await _worker.WorkAsync(message.Text!, default);
            between?.Invoke();
        }
        return attempts;
    }
}
