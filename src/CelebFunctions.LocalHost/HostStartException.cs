namespace CelebFunctions.LocalHost;

/// <summary>The host cannot start; the message says why, in one line, and what to do.</summary>
/// <param name="message">For whoever starts the host.</param>
public sealed class HostStartException(string message) : Exception(message);
