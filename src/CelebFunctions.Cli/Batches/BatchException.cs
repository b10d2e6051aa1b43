namespace CelebFunctions.Cli.Batches;

/// <summary>The function app or its storage cannot be used; the message says what to do.</summary>
public sealed class BatchException(string message) : Exception(message);
