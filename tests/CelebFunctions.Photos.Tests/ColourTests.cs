using CelebFunctions.Vision.Pictures;
using NetVips;
using static CelebFunctions.Photos.Tests.FormatTests;

namespace CelebFunctions.Photos.Tests;

public sealed class ColourTests
{
    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg[Q=95]")]
    [InlineData(".tif")]
    public void Grey_becomes_three_equal_bands(string suffix) =>
        AssertNear((90, 90, 90), Decoded(PhotoFile.SaveColour([90], Enums.Interpretation.Bw, suffix)), 1);

    [Theory]
    [InlineData(".png[palette]")]
    [InlineData(".png[palette,bitdepth=2]")]
    public void A_palette_becomes_colours(string suffix) =>
        AssertNear((200, 40, 90), Decoded(PhotoFile.SaveColour([200, 40, 90], Enums.Interpretation.Srgb, suffix)), 1);

    [Fact]
    public void One_bit_is_black_or_white()
    {
        Assert.Equal((255, 255, 255), Decoded(PhotoFile.SaveColour([255], Enums.Interpretation.Bw, ".png[bitdepth=1]")));
        Assert.Equal((0, 0, 0), Decoded(PhotoFile.SaveColour([0], Enums.Interpretation.Bw, ".png[bitdepth=1]")));
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    public void Sixteen_bits_become_eight(string suffix)
    {
        // 257 × 255 = 65,535: each of 8 bits stands at its multiple.
        AssertNear((200, 100, 50), Decoded(PhotoFile.SaveColour([257 * 200, 257 * 100, 257 * 50], Enums.Interpretation.Rgb16, suffix)), 1);
        AssertNear((130, 130, 130), Decoded(PhotoFile.SaveColour([257 * 130], Enums.Interpretation.Grey16, suffix)), 1);
    }

    [Theory]
    [InlineData(".png", 0)]
    [InlineData(".webp[lossless]", 0)]
    [InlineData(".avif[lossless]", 2)]
    [InlineData(".tif", 0)]
    public void What_is_transparent_shows_white(string suffix, int tolerance)
    {
        AssertNear((255, 255, 255), Decoded(PhotoFile.SaveColour([10, 20, 30, 0], Enums.Interpretation.Srgb, suffix)), tolerance);
        AssertNear((10, 20, 30), Decoded(PhotoFile.SaveColour([10, 20, 30, 255], Enums.Interpretation.Srgb, suffix)), tolerance);
        // Half of red and half of white.
        AssertNear((255, 127, 127), Decoded(PhotoFile.SaveColour([255, 0, 0, 128], Enums.Interpretation.Srgb, suffix)), tolerance + 1);
    }

    [Fact]
    public void Transparent_grey_sixteen_bits_and_GIF_show_white_too()
    {
        AssertNear((155, 155, 155), Decoded(PhotoFile.SaveColour([55, 128], Enums.Interpretation.Bw, ".png")), 1);
        AssertNear((255, 127, 127), Decoded(PhotoFile.SaveColour([65535, 0, 0, 32768], Enums.Interpretation.Rgb16, ".png")), 1);
        AssertNear((155, 155, 155), Decoded(PhotoFile.SaveColour([55 * 257, 32768], Enums.Interpretation.Grey16, ".png")), 1);
        AssertNear((255, 255, 255), Decoded(PhotoFile.SaveColour([10, 20, 30, 0], Enums.Interpretation.Srgb, ".gif")), 0);
    }

    [Theory]
    [InlineData(".jpg[Q=95]", false)]
    [InlineData(".jpg[Q=95]", true)]
    [InlineData(".tif", false)]
    [InlineData(".tif", true)]
    public void Inks_become_the_colours_that_they_print(string suffix, bool withProfile)
    {
        byte[]? profile = withProfile ? Profiles.Load("cmyk") : null;

        (int R, int G, int B) paper = Ink(0, 0, 0, 0), black = Ink(0, 0, 0, 255), cyan = Ink(255, 0, 0, 0), magenta = Ink(0, 255, 0, 0), yellow = Ink(0, 0, 255, 0);

        AssertNear((255, 255, 255), paper, 5);
        AssertNear((30, 30, 30), black, 30);
        Assert.True(cyan.R < 60 && cyan.G > 120 && cyan.B > 180, $"{cyan} is not cyan.");
        Assert.True(magenta.R > 180 && magenta.G < 60 && magenta.B > 90, $"{magenta} is not magenta.");
        Assert.True(yellow.R > 220 && yellow.G > 200 && yellow.B < 60, $"{yellow} is not yellow.");

        (int R, int G, int B) Ink(double c, double m, double y, double k) =>
            Decoded(PhotoFile.SaveColour([c, m, y, k], Enums.Interpretation.Cmyk, suffix, profile));
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg[Q=97,subsample-mode=off]")]
    [InlineData(".tif")]
    [InlineData(".webp[lossless]")]
    public void A_wide_profile_gives_the_colour_that_was_meant(string suffix)
    {
        foreach ((int R, int G, int B) colour in ((int, int, int)[])[(200, 100, 50), (60, 160, 80), (30, 60, 200), (128, 128, 128), (255, 255, 255)])
        {
            double[] stored = Profiles.SrgbToDisplayP3(colour);
            AssertNear(colour, Decoded(PhotoFile.SaveColour(stored, Enums.Interpretation.Srgb, suffix, Profiles.Load("p3"))), 3);
        }
    }

    [Fact]
    public void A_profile_whose_red_is_green_swaps_them() =>
        AssertNear((40, 200, 90), Decoded(PhotoFile.SaveColour([200, 40, 90], Enums.Interpretation.Srgb, ".png", Profiles.RedIsGreen())), 2);

    [Fact]
    public void The_profile_of_sRGB_changes_nothing()
    {
        byte[] scene = Scene.Draw(64, 64);
        using Image image = PhotoFile.Rgb(scene, 64, 64);
        using Image tagged = image.Mutate(mutable => mutable.Set(GValue.BlobType, "icc-profile-data", Profiles.Load("srgb")));

        using DecodedPhoto photo = PhotoFile.Decode(tagged.WriteToBuffer(".png"));

        Assert.InRange(Scene.Difference(scene, photo.Picture.Pixels), 0, 0);
    }

    [Fact]
    public void A_profile_that_is_damaged_or_for_other_bands_does_not_stop_a_photo()
    {
        byte[] damaged = Profiles.Load("p3")[..200];

        AssertNear((200, 100, 50), Decoded(PhotoFile.SaveColour([200, 100, 50], Enums.Interpretation.Srgb, ".jpg[Q=97,subsample-mode=off]", damaged)), 20);
        AssertNear((90, 90, 90), Decoded(PhotoFile.SaveColour([90], Enums.Interpretation.Bw, ".jpg[Q=95]", Profiles.Load("p3"))), 2);
    }

    private static (int R, int G, int B) Decoded(byte[] file)
    {
        using DecodedPhoto photo = PhotoFile.Decode(file);
        return photo.Picture.PixelAt(photo.Picture.Width / 2, photo.Picture.Height / 2);
    }
}
