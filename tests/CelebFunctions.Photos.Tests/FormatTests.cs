using CelebFunctions.Vision.Pictures;
using NetVips;

namespace CelebFunctions.Photos.Tests;

public sealed class FormatTests
{
    private const int Width = 80, Height = 50;

    [Theory]
    [InlineData(".jpg[Q=95,subsample-mode=off]", PhotoFormat.Jpeg, 2)]
    [InlineData(".jpg[Q=95,interlace,subsample-mode=off]", PhotoFormat.Jpeg, 2)]
    [InlineData(".png", PhotoFormat.Png, 0)]
    [InlineData(".png[interlace]", PhotoFormat.Png, 0)]
    [InlineData(".webp[Q=95]", PhotoFormat.WebP, 3)]
    [InlineData(".webp[lossless]", PhotoFormat.WebP, 0)]
    [InlineData(".avif[Q=90]", PhotoFormat.Avif, 3)]
    [InlineData(".tif", PhotoFormat.Tiff, 0)]
    [InlineData(".tif[compression=lzw,predictor=horizontal]", PhotoFormat.Tiff, 0)]
    [InlineData(".tif[compression=deflate,bigtiff,tile]", PhotoFormat.Tiff, 0)]
    [InlineData(".tif[compression=jpeg,Q=95]", PhotoFormat.Tiff, 3)]
    [InlineData(".gif", PhotoFormat.Gif, 6)]
    public void Each_accepted_format_gives_the_pixels_that_were_saved(string suffix, PhotoFormat format, double tolerance)
    {
        byte[] scene = Scene.Draw(Width, Height);

        using DecodedPhoto photo = PhotoFile.Decode(PhotoFile.Save(scene, Width, Height, suffix));

        Assert.Equal((format, Width, Height), (photo.Format, photo.Width, photo.Height));
        Assert.Equal((Width, Height), (photo.Picture.Width, photo.Picture.Height));
        Assert.InRange(Scene.Difference(scene, photo.Picture.Pixels), 0, tolerance);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg[Q=95]")]
    [InlineData(".webp[lossless]")]
    [InlineData(".tif")]
    [InlineData(".gif")]
    public void A_photo_of_one_pixel_is_a_photo(string suffix)
    {
        using DecodedPhoto photo = PhotoFile.Decode(PhotoFile.Save([200, 100, 50], 1, 1, suffix));

        Assert.Equal((1, 1), (photo.Picture.Width, photo.Picture.Height));
        AssertNear((200, 100, 50), photo.Picture.PixelAt(0, 0), 3);
    }

    [Theory]
    [InlineData(".gif")]
    [InlineData(".webp[lossless]")]
    public void Of_a_film_the_first_frame_is_taken(string suffix)
    {
        byte[] frames = [.. Enumerable.Range(0, 3).SelectMany(frame => Enumerable.Range(0, 20 * 10).SelectMany(_ => (byte[])[(byte)(100 * frame), 50, 0]))];
        using Image film = PhotoFile.Rgb(frames, 20, 30);
        using Image tall = film.Mutate(mutable => mutable.Set(GValue.GIntType, "page-height", 10));

        using DecodedPhoto photo = PhotoFile.Decode(tall.WriteToBuffer(suffix));

        Assert.Equal((20, 10), (photo.Width, photo.Height));
        AssertNear((0, 50, 0), photo.Picture.PixelAt(10, 9), 1);
    }

    [Fact]
    public void Of_a_document_the_first_page_is_taken()
    {
        byte[] pages = [.. Enumerable.Repeat((byte)30, 20 * 10 * 3), .. Enumerable.Repeat((byte)220, 20 * 10 * 3)];
        using Image both = PhotoFile.Rgb(pages, 20, 20);
        using Image tall = both.Mutate(mutable => mutable.Set(GValue.GIntType, "page-height", 10));

        using DecodedPhoto photo = PhotoFile.Decode(tall.WriteToBuffer(".tif"));

        Assert.Equal((20, 10), (photo.Width, photo.Height));
        Assert.Equal((30, 30, 30), photo.Picture.PixelAt(5, 5));
    }

    [Fact]
    public void A_GIF_that_was_named_a_JPEG_is_read_as_what_it_is()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jpg");
        try
        {
            File.WriteAllBytes(path, PhotoFile.Save(Scene.Draw(Width, Height), Width, Height, ".gif"));

            using DecodedPhoto photo = PhotoFile.Decode(File.ReadAllBytes(path));

            Assert.Equal(PhotoFormat.Gif, photo.Format);
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static void AssertNear((int R, int G, int B) expected, (int R, int G, int B) actual, int tolerance)
    {
        Assert.InRange(actual.R, expected.R - tolerance, expected.R + tolerance);
        Assert.InRange(actual.G, expected.G - tolerance, expected.G + tolerance);
        Assert.InRange(actual.B, expected.B - tolerance, expected.B + tolerance);
    }
}
