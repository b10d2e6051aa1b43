using CelebFunctions.Vision.Pictures;
using NetVips;

namespace CelebFunctions.Photos;

/// <summary>Moves pixels between pictures and libvips without a copy in between.</summary>
internal static class VipsWriter
{
    // What photographs are commonly saved at; AVIF's scale runs lower for the same look, and its slower efforts take seconds.
    private const int JpegQuality = 90, WebPQuality = 85, AvifQuality = 65, AvifEffort = 2;

    /// <summary>Evaluates an image (8 bits, three bands) into a new picture.</summary>
    public static unsafe Picture Render(Image image, CancellationToken cancellationToken)
    {
        Picture picture = new(image.Width, image.Height);
        try
        {
            fixed (byte* pixels = picture.Pixels)
            {
                using Image target = Wrap(pixels, picture);
                using CancellationTokenRegistration stop = cancellationToken.Register(() => image.SetKill(true));
                image.Write(target);
            }
            return picture;
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    /// <summary>Hands a picture's pixels to <paramref name="change"/> and evaluates what comes back into a new picture.</summary>
    public static unsafe Picture Transform(Picture picture, Func<Image, Image> change, CancellationToken cancellationToken)
    {
        fixed (byte* pixels = picture.Pixels)
        {
            using Image source = Wrap(pixels, picture);
            using Image changed = change(source);
            return Render(changed, cancellationToken);
        }
    }

    public static unsafe byte[] Encode(Picture picture, PhotoFormat format)
    {
        fixed (byte* pixels = picture.Pixels)
        {
            using Image raw = Wrap(pixels, picture);
            using Image image = raw.Copy(interpretation: Enums.Interpretation.Srgb);
            return format switch
            {
                PhotoFormat.Jpeg => image.JpegsaveBuffer(q: JpegQuality, keep: Enums.ForeignKeep.None),
                PhotoFormat.Png => image.PngsaveBuffer(keep: Enums.ForeignKeep.None),
                PhotoFormat.WebP => image.WebpsaveBuffer(q: WebPQuality, keep: Enums.ForeignKeep.None),
                PhotoFormat.Avif => image.HeifsaveBuffer(q: AvifQuality, effort: AvifEffort,
                    compression: Enums.ForeignHeifCompression.Av1, keep: Enums.ForeignKeep.None),
                _ => throw new PhotoException(PhotoError.UnsupportedFormat,
                    $"Pictures are not written as {format}; ask for JPEG, PNG, WebP or AVIF."),
            };
        }
    }

    private static unsafe Image Wrap(byte* pixels, Picture picture) => Image.NewFromMemory((nint)pixels,
        (ulong)picture.Pixels.Length, picture.Width, picture.Height, Picture.Channels, Enums.BandFormat.Uchar);
}
