using System.Text;
using Azure.Storage.Queues;

namespace CelebFunctions.Storage.Queues;

/// <summary>One queue. Messages are base64, as the Functions host expects them.</summary>
public sealed class MessageQueue
{
    private const int BadRequest = 400, NotFound = 404, MostPeeked = 32;

    private readonly QueueClient _queue;

    internal MessageQueue(QueueClient queue) => _queue = queue;

    public string Name => _queue.Name;

    /// <summary>Makes the queue where there is none.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        StorageCall.RunAsync(async () =>
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        });

    /// <summary>Sends a text.</summary>
    /// <param name="text">Up to 48 KiB.</param>
    /// <param name="delay">Nobody receives it before.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken) =>
        SendRawAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), delay, cancellationToken);

    /// <summary>Sends a text as it is.</summary>
    /// <inheritdoc cref="SendAsync" path="/param"/>
    public async Task SendRawAsync(string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        using var activity = StorageTraces.Send(Name, text.Length);
        await StorageCall.RunAsync(() => _queue.SendMessageAsync(text, delay, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Receives messages.</summary>
    /// <param name="most">Up to 32.</param>
    /// <param name="invisible">How long nobody else sees them.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="StorageException">404: there is no such queue.</exception>
    public Task<QueuedMessage[]> ReceiveAsync(int most, TimeSpan invisible, CancellationToken cancellationToken) =>
        StorageCall.RunAsync(async () =>
        {
            var messages = await _queue.ReceiveMessagesAsync(most, invisible, cancellationToken).ConfigureAwait(false);
            return Array.ConvertAll(messages.Value, message => new QueuedMessage(
                message.MessageId,
                message.PopReceipt,
                message.Body.ToString(),
                message.DequeueCount,
                message.InsertedOn,
                message.ExpiresOn,
                message.NextVisibleOn));
        });

    /// <summary>Sets anew how long nobody else sees a message.</summary>
    /// <returns>The message with its new receipt; null where somebody else received it meanwhile, or it is gone.</returns>
    public Task<QueuedMessage?> HideAsync(QueuedMessage message, TimeSpan time, CancellationToken cancellationToken) =>
        StorageCall.RunAsync<QueuedMessage?>(
            async () =>
            {
                // Without a text storage keeps the one it has.
                var receipt = await _queue.UpdateMessageAsync(
                    message.Id, message.PopReceipt, (string?)null, time, cancellationToken).ConfigureAwait(false);
                return message with { PopReceipt = receipt.Value.PopReceipt, NextVisibleOn = receipt.Value.NextVisibleOn };
            },
            BadRequest,
            NotFound);

    /// <summary>Deletes a message.</summary>
    /// <returns>False where somebody else received it meanwhile, or it is gone.</returns>
    public async Task<bool> DeleteAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        await StorageCall.RunAsync(
            () => _queue.DeleteMessageAsync(message.Id, message.PopReceipt, cancellationToken),
            BadRequest,
            NotFound).ConfigureAwait(false) is not null;

    /// <summary>Looks at it without receiving anything.</summary>
    /// <returns>Null where there is no such queue.</returns>
    public Task<QueueLook?> LookAsync(CancellationToken cancellationToken) =>
        StorageCall.RunAsync<QueueLook?>(
            async () =>
            {
                var count = await CountAsync(cancellationToken).ConfigureAwait(false);
                var next = await _queue.PeekMessagesAsync(MostPeeked, cancellationToken).ConfigureAwait(false);
                return new(count, next.Value.Min(message => message.InsertedOn));
            },
            NotFound);

    /// <summary>About how many messages there are, seen and unseen.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) =>
        StorageCall.RunAsync(async () =>
            (await _queue.GetPropertiesAsync(cancellationToken).ConfigureAwait(false)).Value.ApproximateMessagesCount);
}
