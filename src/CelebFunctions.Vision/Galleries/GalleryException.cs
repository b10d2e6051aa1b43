namespace CelebFunctions.Vision.Galleries;

/// <summary>A gallery that cannot be used: damaged, of another version, or made with another embedder.</summary>
public sealed class GalleryException(string message, Exception? inner = null) : Exception(message, inner);
