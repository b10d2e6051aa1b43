using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Client.Cloud;

/// <summary>A photo as it is sent.</summary>
/// <param name="Jpeg">Upright, at the size that faces are looked for at, without metadata.</param>
/// <param name="Original">Size of what it was made from.</param>
internal sealed record CloudPhoto(ReadOnlyMemory<byte> Jpeg, PhotoSize Original)
{
    /// <exception cref="PhotoException">The photo cannot be used.</exception>
    public static CloudPhoto Shrink(IPhotoCodec codec, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        using var decoded = codec.Decode(photo, cancellationToken);
        using var jpeg = new MemoryStream();
        codec.Encode(decoded.Picture, PhotoFormat.Jpeg, jpeg);
        return new(jpeg.ToArray(), new(decoded.Width, decoded.Height));
    }
}
