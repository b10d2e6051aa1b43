namespace CelebFunctions.Models.Publishing;

/// <summary>Something cannot be published, or not so; the message says what to do.</summary>
public sealed class PublishingException(string message, Exception? inner = null) : Exception(message, inner);
