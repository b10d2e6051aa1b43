using CelebFunctions.Vision.Pictures;
using NetVips;

namespace CelebFunctions.Photos.Tests;

public sealed class EncodeTests
{
    private const int Width = 90, Height = 60;

    [Theory]
    [InlineData(PhotoFormat.Jpeg, 3)]
    [InlineData(PhotoFormat.Png, 0)]
    [InlineData(PhotoFormat.WebP, 4)]
    [InlineData(PhotoFormat.Avif, 4)]
    public void What_is_written_is_read_again(PhotoFormat format, double tolerance)
    {
        byte[] scene = Scene.Draw(Width, Height);

        byte[] file = Encode(scene, format);
        using DecodedPhoto photo = PhotoFile.Decode(file);

        Assert.Equal((format, Width, Height), (photo.Format, photo.Width, photo.Height));
        Assert.InRange(Scene.Difference(scene, photo.Picture.Pixels), 0, tolerance);
    }

    [Theory]
    [InlineData(PhotoFormat.Jpeg)]
    [InlineData(PhotoFormat.Png)]
    [InlineData(PhotoFormat.WebP)]
    public void Nothing_is_written_beside_the_pixels(PhotoFormat format)
    {
        using Image image = Image.NewFromBuffer(Encode(Scene.Draw(Width, Height), format));

        Assert.DoesNotContain(image.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal)
            || field.StartsWith("xmp", StringComparison.Ordinal) || field.StartsWith("iptc", StringComparison.Ordinal) || field == "icc-profile-data");
    }

    [Theory]
    [InlineData(PhotoFormat.Gif)]
    [InlineData(PhotoFormat.Tiff)]
    [InlineData(PhotoFormat.Heic)]
    [InlineData(PhotoFormat.Unknown)]
    public void Formats_that_are_only_read_are_refused(PhotoFormat format) =>
        Assert.Equal(PhotoError.UnsupportedFormat, Assert.Throws<PhotoException>(() => Encode(Scene.Draw(4, 4), format, 4, 4)).Error);

    private static byte[] Encode(byte[] pixels, PhotoFormat format, int width = Width, int height = Height)
    {
        using Picture picture = new(width, height);
        pixels.CopyTo(picture.Pixels);
        using VipsPhotoCodec codec = new(new PhotoOptions());
        using MemoryStream stream = new();
        codec.Encode(picture, format, stream);
        return stream.ToArray();
    }
}
