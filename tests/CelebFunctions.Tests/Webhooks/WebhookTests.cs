using System.Text.Json.Nodes;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Tests.Jobs;
using static CelebFunctions.Tests.Albums.BatchCalls;

namespace CelebFunctions.Tests.Webhooks;

public sealed class WebhookTests(QueuedApp app) : IClassFixture<QueuedApp>
{
    [Fact]
    public async Task An_event_on_the_queue_reaches_its_receiver_signed_and_after_a_failure_once_more()
    {
        await using var server = HookServer.Answering("500 Oh", "200 OK");
        var id = AzuriteFixture.NewName("event");
        var message = new JsonObject
        {
            ["schema"] = 1,
            ["event"] = new JsonObject
            {
                ["url"] = server.Url, ["id"] = id, ["type"] = "celebfunctions.batch.succeeded", ["subject"] = "album", ["data"] = new JsonObject { ["done"] = 7 },
                ["time"] = "2026-11-25T12:00:00Z", ["subscribedAt"] = "2026-11-25T11:00:00Z",
            },
            ["attempt"] = 1,
        };

        await app.SendAsync("webhooks", message.ToJsonString());
        await server.NextAsync();
        // About five seconds later.
        var request = await server.NextAsync();

        Assert.Equal([id, id], server.Requests.Select(each => each.Header("webhook-id")));
        Assert.Equal(WebhookVerdict.Genuine, WebhookSignature.Verify(
            WebhookSecrets.Read(QueuedApp.WebhookSecret),
            request.Header("webhook-id"),
            request.Header("webhook-timestamp"),
            request.Header("webhook-signature"),
            request.Body,
            TimeProvider.System.GetUtcNow()));
        Assert.Equal(7, (int?)JsonNode.Parse(request.Body)!["data"]!["done"]);
    }

    [Fact]
    public async Task A_batch_that_names_a_webhook_tells_it_when_it_has_succeeded()
    {
        await using var server = HookServer.Answering("204 Thanks");

        var batch = await app.Client.PostAsync("/api/batches", Album(TestPhoto.WithoutFace(), TestPhoto.Face[..1000]).With("webhook", server.Url)).TakenAsync();
        var request = await server.NextAsync();

        var happened = JsonNode.Parse(request.Body)!;
        Assert.Equal(("celebfunctions.batch.succeeded", (string?)batch["id"]), ((string?)happened["type"], (string?)happened["subject"]));
        Assert.Equal($"{batch["id"]}-succeeded", request.Header("webhook-id"));
        Assert.Equal((2, 2, 1), ((int)happened["data"]!["total"]!, (int)happened["data"]!["done"]!, (int)happened["data"]!["failed"]!));
    }
}
