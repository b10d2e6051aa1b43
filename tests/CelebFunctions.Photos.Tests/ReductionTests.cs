using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Photos.Tests;

public sealed class ReductionTests
{
    [Theory]
    [InlineData(640, 480, 640, 480)]
    [InlineData(1000, 700, 1000, 700)]
    [InlineData(1998, 100, 1998, 100)]
    [InlineData(2000, 1500, 1000, 750)]
    [InlineData(300, 3999, 150, 1999)]
    [InlineData(4000, 3000, 1000, 750)]
    [InlineData(7990, 800, 1997, 200)]
    [InlineData(8000, 1600, 1000, 200)]
    [InlineData(16000, 800, 2000, 100)]
    [InlineData(8000, 5, 2000, 1)]
    [InlineData(8000, 1, 8000, 1)]
    public void A_JPEG_comes_at_the_largest_of_its_own_reductions_that_leaves_a_thousand_pixels(int width, int height, int workingWidth, int workingHeight)
    {
        byte[] scene = Scene.Draw(width, height);

        using DecodedPhoto photo = PhotoFile.Decode(PhotoFile.Save(scene, width, height, ".jpg[Q=92,subsample-mode=off]"));

        Assert.Equal((width, height), (photo.Width, photo.Height));
        Assert.Equal((workingWidth, workingHeight), (photo.Picture.Width, photo.Picture.Height));
        int by = (int)Math.Round((double)width / workingWidth);
        if (width % by == 0 && height % by == 0)
            Assert.InRange(Scene.Difference(Scene.Average(scene, width, height, by), photo.Picture.Pixels), 0, 2);
    }

    [Theory]
    [InlineData(".png", 3000, 1500, 1000, 500)]
    [InlineData(".png", 1999, 300, 1999, 300)]
    [InlineData(".png[interlace]", 2000, 400, 1000, 200)]
    [InlineData(".tif", 5000, 500, 1000, 100)]
    [InlineData(".gif", 2000, 200, 1000, 100)]
    [InlineData(".webp[Q=95]", 2000, 1000, 1000, 500)]
    [InlineData(".avif[Q=90,effort=0]", 2000, 200, 1000, 100)]
    public void Others_are_averaged_by_whole_factors(string suffix, int width, int height, int workingWidth, int workingHeight)
    {
        byte[] scene = Scene.Draw(width, height);

        using DecodedPhoto photo = PhotoFile.Decode(PhotoFile.Save(scene, width, height, suffix));

        Assert.Equal((width, height), (photo.Width, photo.Height));
        Assert.Equal((workingWidth, workingHeight), (photo.Picture.Width, photo.Picture.Height));
        byte[] expected = Scene.Average(scene, width, height, width / workingWidth);
        Assert.InRange(Scene.Difference(expected, photo.Picture.Pixels), 0, suffix == ".gif" ? 6 : 3);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".webp")]
    [InlineData(".tif")]
    [InlineData(".avif[effort=0]")]
    public void A_narrow_strip_keeps_a_row(string suffix)
    {
        using DecodedPhoto photo = PhotoFile.Decode(PhotoFile.Save(Scene.Draw(8000, 3), 8000, 3, suffix));

        Assert.Equal((8000, 3), (photo.Width, photo.Height));
        Assert.Equal((2667, 1), (photo.Picture.Width, photo.Picture.Height));
    }

    [Fact]
    public void A_side_that_is_no_multiple_keeps_its_last_pixels()
    {
        // 2,001 × 3: the last column and row are a block of their own.
        byte[] pixels = [.. Enumerable.Range(0, 3).SelectMany(y => Enumerable.Range(0, 2001).SelectMany(x => (byte[])[(byte)(x == 2000 ? 255 : 0), (byte)(y == 2 ? 255 : 0), 0]))];

        using DecodedPhoto photo = PhotoFile.Decode(PhotoFile.Save(pixels, 2001, 3, ".png"));

        Assert.Equal((1001, 2), (photo.Picture.Width, photo.Picture.Height));
        Assert.Equal((255, 255, 0), photo.Picture.PixelAt(1000, 1));
    }

    [Fact]
    public void A_turned_photo_that_is_reduced_tells_the_size_of_its_upright_original()
    {
        // Stored lying on its side (orientation 6): the top of the upright photo is the left of the stored one.
        const int width = 2400, height = 1200;
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++)
            pixels[3 * i] = (byte)(i % width < width / 4 ? 255 : 0);

        foreach (string suffix in (string[])[".jpg[Q=95,subsample-mode=off]", ".png"])
        {
            using DecodedPhoto photo = PhotoFile.Decode(PhotoFile.SaveOriented(pixels, width, height, 6, suffix));

            Assert.Equal((1200, 2400), (photo.Width, photo.Height));
            Assert.Equal((600, 1200), (photo.Picture.Width, photo.Picture.Height));
            Assert.Equal((2, 2), photo.Scale);
            // A quarter of the upright photo, from its top: original row 500 is red, 700 is not.
            Assert.InRange(photo.Picture.PixelAt(300, 500 / 2).R, 250, 255);
            Assert.InRange(photo.Picture.PixelAt(300, 700 / 2).R, 0, 5);
        }
    }
}
