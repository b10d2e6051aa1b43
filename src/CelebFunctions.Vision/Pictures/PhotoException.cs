namespace CelebFunctions.Vision.Pictures;

/// <summary>A photo that cannot be used; the message tells its sender what to do.</summary>
public sealed class PhotoException(PhotoError error, string message, Exception? inner = null) : Exception(message, inner)
{
    public PhotoError Error { get; } = error;
}
