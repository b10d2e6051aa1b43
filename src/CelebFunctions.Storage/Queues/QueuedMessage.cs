using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace CelebFunctions.Storage.Queues;

/// <summary>A message that was received, and that nobody else sees until <see cref="NextVisibleOn"/>.</summary>
/// <param name="Id">Given by the queue.</param>
/// <param name="PopReceipt">Proves who received it last; each change of visibility gives another one.</param>
/// <param name="Raw">Its text as it lies in the queue.</param>
/// <param name="DequeueCount">How often it was received, this time included.</param>
/// <param name="InsertedOn">When it was sent.</param>
/// <param name="ExpiresOn">When the queue drops it.</param>
/// <param name="NextVisibleOn">When others see it again.</param>
public sealed record QueuedMessage(
    string Id,
    string PopReceipt,
    string Raw,
    long DequeueCount,
    DateTimeOffset? InsertedOn,
    DateTimeOffset? ExpiresOn,
    DateTimeOffset? NextVisibleOn)
{
    /// <summary>What was sent; null where the message is no base64.</summary>
    public string? Text
    {
        get
        {
            var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(Raw.Length)];
            return Convert.TryFromBase64String(Raw, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        }
    }
}
