namespace CelebFunctions.Models.Updates;

/// <summary>A document verifies, but nobody vouches for it any more.</summary>
internal sealed class StaleException(string message) : Exception(message);
