using CelebFunctions.Vision.Effects;

namespace CelebFunctions.Vision.Tests.Effects;

public sealed class PictureGrainTests
{
    private const int Side = 4, Width = 160, Height = 160;

    [Fact]
    public void A_place_has_its_grain_wherever_a_band_begins()
    {
        var (whole, band) = (Grain(0, Height), Grain(24, 40));

        Assert.Equal(whole[(24 * Width)..(64 * Width)], band);
    }

    [Fact]
    public void A_block_is_grey_on_the_whole_and_its_values_spread_over_all_there_are()
    {
        var grain = Grain(0, Height);

        for (var top = 0; top < Height; top += 4 * Side)
        {
            for (var left = 0; left < Width; left += 4 * Side)
            {
                var block = Enumerable.Range(0, 16 * Side * Side).Select(i => grain[((top + (i / 16)) * Width) + left + (i % 16)]);
                Assert.Equal(127.5, block.Average(), 0.01);
            }
        }
        var tenths = grain.CountBy(value => (int)Math.Min(value / 25.5f, 9)).ToDictionary();
        Assert.All(Enumerable.Range(0, 10), tenth => Assert.InRange(tenths[tenth] / (double)grain.Length, 0.06, 0.14));
    }

    [Fact]
    public void Neighbours_know_nothing_of_each_other()
    {
        var grain = Grain(0, Height);
        var cells = Enumerable.Range(0, Width / Side * (Height / Side)).Select(i => grain[(i / (Width / Side) * Side * Width) + (i % (Width / Side) * Side)] - 127.5).ToArray();

        double Correlation(int apart) => cells.Zip(cells.Skip(apart)).Average(pair => pair.First * pair.Second) / cells.Average(value => value * value);
        Assert.InRange(Correlation(4), -0.1, 0.1);
        Assert.InRange(Correlation(4 * Width / Side), -0.1, 0.1);
    }

    private static float[] Grain(int from, int height)
    {
        var plane = new float[Width * height];
        PictureGrain.Write(from, Width, height, Side, plane);
        return plane;
    }
}
