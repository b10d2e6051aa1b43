namespace CelebFunctions.Client;

/// <summary>Size of an upright photo in pixels.</summary>
public sealed record PhotoSize(int Width, int Height);
