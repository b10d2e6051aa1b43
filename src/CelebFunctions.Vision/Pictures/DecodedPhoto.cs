namespace CelebFunctions.Vision.Pictures;

/// <summary>A photo, decoded to the size that faces are looked for at.</summary>
/// <param name="Picture">Upright pixels, often smaller than the photo.</param>
/// <param name="Format">What the bytes were.</param>
/// <param name="Width">Width of the upright original in pixels: answers use its coordinates.</param>
/// <param name="Height">Height of the upright original in pixels.</param>
public sealed record DecodedPhoto(Picture Picture, PhotoFormat Format, int Width, int Height) : IDisposable
{
    /// <summary>Original pixels for one pixel of <see cref="Picture"/>, horizontally and vertically.</summary>
    public (float X, float Y) Scale => ((float)Width / Picture.Width, (float)Height / Picture.Height);

    public void Dispose() => Picture.Dispose();
}
