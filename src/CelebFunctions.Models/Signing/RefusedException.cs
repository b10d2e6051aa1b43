namespace CelebFunctions.Models.Signing;

/// <summary>Something that a feed gave does not verify: it is not used. The message says what and why.</summary>
public class RefusedException(string message, Exception? inner = null) : Exception(message, inner);
