namespace CelebFunctions.Client;

/// <summary>There is no answer; the message says why and what to do.</summary>
public class MatchException(string message, Exception? inner = null) : Exception(message, inner);
