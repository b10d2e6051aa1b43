namespace CelebFunctions.Cli;

/// <summary>A command line that parses and still makes no sense; the message says what to change.</summary>
public sealed class UsageException(string message) : Exception(message);
