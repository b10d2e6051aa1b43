namespace CelebFunctions.Vision.Pictures;

/// <summary>Turns the bytes of a photo into pixels and back; an app brings its platform's own.</summary>
public interface IPhotoCodec
{
    /// <summary>
    /// Decodes a photo to upright sRGB pixels at a size of about 1,000 to 2,000 pixels on its longest side
    /// (never enlarged): large enough to find faces, small enough to hold many at once.
    /// </summary>
    /// <exception cref="PhotoException">The bytes are no photo that can be used; says why.</exception>
    DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default);

    /// <summary>Decodes a photo to upright sRGB pixels, for a picture to be made of it.</summary>
    /// <param name="photo">The bytes.</param>
    /// <param name="maxSide">Pixels of its longest side, at most; it is never enlarged.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PhotoException">The bytes are no photo that can be used; says why.</exception>
    DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int maxSide, CancellationToken cancellationToken = default);

    /// <summary>Writes a picture as JPEG, PNG, WebP or AVIF, without metadata.</summary>
    void Encode(Picture picture, PhotoFormat format, Stream destination);
}
