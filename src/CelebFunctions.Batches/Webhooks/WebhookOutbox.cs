using System.Diagnostics;
using CelebFunctions.Batches.Jobs;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>Where events go that somebody wants to be told of. From here on they are not forgotten.</summary>
public sealed class WebhookOutbox(WebhookStore store)
{
    /// <summary>
    /// Sends an event on its way. Whoever is not sure whether it did may do so again: the receiver gets the same
    /// <c>webhook-id</c> and knows it for the same.
    /// </summary>
    /// <exception cref="ArgumentException">Its id has other letters than it may, or it is too large.</exception>
    public Task SendAsync(WebhookEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (!WebhookDelivery.IsId(happened.Id))
            throw new ArgumentException("An event's id has letters, digits, '-' and '_'.", nameof(happened));
        var delivery = new WebhookDelivery(WebhookDelivery.CurrentSchema, happened, 1, null, Activity.Current?.Id);
        return delivery.Write().Length <= JobMessage.MaxBytes / 2
            ? store.SendAsync(delivery, TimeSpan.Zero, cancellationToken)
            : throw new ArgumentException("An event has up to 20 KiB.", nameof(happened));
    }
}
