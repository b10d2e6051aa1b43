namespace CelebFunctions.Batches.Webhooks;

/// <summary>No webhook is sent to an address; the message says why, and what to do.</summary>
public sealed class WebhookAddressException(string message) : Exception(message);
