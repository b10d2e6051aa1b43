namespace CelebFunctions.LocalHost.Azurite;

/// <summary>Azurite cannot be used; the message says why, in one line.</summary>
public sealed class AzuriteException(string message) : Exception(message);
