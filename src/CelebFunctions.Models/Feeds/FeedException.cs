namespace CelebFunctions.Models.Feeds;

/// <summary>A feed is out of reach, or did not do what it was asked for; says which and why.</summary>
public sealed class FeedException(string message, Exception? inner = null) : Exception(message, inner);
