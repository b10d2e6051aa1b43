using System.Text;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Storage.Tests;

[Collection(AzuriteCollection.Name)]
public sealed class MessageQueueTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_text_lies_in_the_queue_as_base64_and_comes_out_as_it_was()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendAsync("{\"job\":\"ä€\"}", TimeSpan.Zero, default);

        var message = Assert.Single(await queue.ReceiveAsync(32, Long, default));

        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"job\":\"ä€\"}")), message.Raw);
        Assert.Equal("{\"job\":\"ä€\"}", message.Text);
        Assert.Equal(1, message.DequeueCount);
    }

    [Fact]
    public async Task A_look_counts_all_messages_and_tells_the_oldest_that_can_be_received()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendAsync("received", TimeSpan.Zero, default);
        await queue.ReceiveAsync(1, Long, default);
        var nothing = await queue.LookAsync(default);
        await Task.Delay(TimeSpan.FromSeconds(2));
        await queue.SendAsync("waits", TimeSpan.Zero, default);
        await queue.SendAsync("hidden", Long, default);

        var look = await queue.LookAsync(default);

        Assert.Equal((1, null), (nothing!.Count, nothing.Oldest));
        Assert.Equal(3, look!.Count);
        // Looked at and not received: it can still be.
        Assert.Equal(look.Oldest, Assert.Single(await queue.ReceiveAsync(32, Long, default)).InsertedOn);
        Assert.Null(await azurite.Queues.Queue(AzuriteFixture.NewName("queue")).LookAsync(default));
    }

    [Fact]
    public async Task What_is_no_base64_has_no_text_and_can_be_deleted_like_all_others()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendRawAsync("no base64!", TimeSpan.Zero, default);

        var message = Assert.Single(await queue.ReceiveAsync(32, Long, default));

        Assert.Null(message.Text);
        Assert.Equal("no base64!", message.Raw);
        Assert.True(await queue.DeleteAsync(message, default));
        Assert.Equal(0, await queue.CountAsync(default));
    }

    [Fact]
    public async Task A_message_that_is_hidden_longer_keeps_its_text_and_its_older_receipt_is_worth_nothing()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendAsync("text", TimeSpan.Zero, default);
        var received = Assert.Single(await queue.ReceiveAsync(1, Long, default));

        var hidden = await queue.HideAsync(received, TimeSpan.Zero, default);
        var again = Assert.Single(await queue.ReceiveAsync(1, Long, default));

        Assert.NotNull(hidden);
        Assert.Equal("text", again.Text);
        Assert.Equal(2, again.DequeueCount);
        Assert.Null(await queue.HideAsync(received, Long, default));
        Assert.False(await queue.DeleteAsync(hidden, default));
        Assert.True(await queue.DeleteAsync(again, default));
    }

    [Fact]
    public async Task A_delayed_message_is_there_and_not_yet_seen()
    {
        var queue = await azurite.NewQueueAsync();
        await queue.SendAsync("later", Long, default);

        Assert.Empty(await queue.ReceiveAsync(1, Long, default));
        Assert.Equal(1, await queue.CountAsync(default));
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_an_error_with_its_status()
    {
        var error = await Assert.ThrowsAsync<StorageException>(
            () => azurite.Queues.Queue(AzuriteFixture.NewName("nowhere")).ReceiveAsync(1, Long, default));

        Assert.Equal((404, "QueueNotFound"), (error.Status, error.Code));
        Assert.DoesNotContain('\n', error.Message);
    }
}
