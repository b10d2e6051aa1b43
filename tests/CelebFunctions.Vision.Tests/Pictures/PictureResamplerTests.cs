using CelebFunctions.Vision.Pictures;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Pictures;

public sealed class PictureResamplerTests
{
    [Fact]
    public void A_smaller_picture_is_the_mean_of_the_area_under_each_pixel() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[0, 1000])
            .Where((width, height, smallWidth, smallHeight, _) => smallWidth < width && smallHeight < height)
            .Sample((width, height, smallWidth, smallHeight, seed) =>
            {
                using var picture = Noise(width, height, seed);

                var planes = Scale(picture, smallWidth, smallHeight);

                for (var i = 0; i < planes.Length; i++)
                {
                    var (channel, y, x) = (i / (smallWidth * smallHeight), i / smallWidth % smallHeight, i % smallWidth);
                    Assert.Equal(MeanUnder(picture, channel, x, y, smallWidth, smallHeight), planes[i], 0.01);
                }
            }, iter: 300);

    [Fact]
    public void A_picture_of_the_same_size_stays_as_it_is()
    {
        using var picture = Noise(13, 9, 1);

        var planes = Scale(picture, 13, 9);

        for (var i = 0; i < planes.Length; i++)
            Assert.Equal(picture.Row(i / 13 % 9)[3 * (i % 13) + i / (13 * 9)], planes[i]);
    }

    [Fact]
    public void A_slope_stays_the_same_slope_when_it_grows()
    {
        using var picture = new Picture(20, 10);
        for (var i = 0; i < 200; i++)
            picture.Pixels.Slice(3 * i, 3).Fill((byte)(10 * (i % 20) + 5 * (i / 20)));

        var planes = Scale(picture, 70, 30);

        // Away from the edge, where the nearest pixel's centre lies within the picture.
        for (var y = 2; y < 28; y++)
        {
            for (var x = 2; x < 68; x++)
                Assert.Equal(10 * ((x + 0.5) * 20 / 70 - 0.5) + 5 * ((y + 0.5) * 10 / 30 - 0.5), planes[y * 70 + x], 0.01);
        }
    }

    [Fact]
    public void Nothing_is_written_outside_of_the_scaled_picture()
    {
        using var picture = new Picture(30, 20);
        picture.Pixels.Fill(100);
        var planes = new float[3 * 16 * 12];
        planes.AsSpan().Fill(-1);

        PictureResampler.Scale(picture, 15, 10, planes, planeWidth: 16, planeHeight: 12);

        for (var i = 0; i < planes.Length; i++)
            Assert.Equal(i % 16 < 15 && i / 16 % 12 < 10 ? 100 : -1, planes[i], 0.001);
    }

    private static float[] Scale(Picture picture, int width, int height)
    {
        var planes = new float[3 * width * height];
        PictureResampler.Scale(picture, width, height, planes, width, height);
        return planes;
    }

    /// <summary>Cuts each pixel into as many parts as the small picture has, so that every small pixel covers whole parts.</summary>
    private static double MeanUnder(Picture picture, int channel, int x, int y, int smallWidth, int smallHeight)
    {
        long sum = 0;
        for (var down = y * picture.Height; down < (y + 1) * picture.Height; down++)
        {
            for (var across = x * picture.Width; across < (x + 1) * picture.Width; across++)
                sum += picture.Row(down / smallHeight)[3 * (across / smallWidth) + channel];
        }
        return (double)sum / (picture.Width * picture.Height);
    }

    private static Picture Noise(int width, int height, int seed)
    {
        var picture = new Picture(width, height);
        new Random(seed).NextBytes(picture.Pixels);
        return picture;
    }
}
