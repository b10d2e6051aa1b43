using CelebFunctions.Vision.Effects;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Effects;

public sealed class PictureBandsTests
{
    private static readonly Gen<(int Width, int Height, PictureEffectOptions Options)> Cuts =
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 3000], Gen.Int[0, 3].Select(step => new[] { 1, 4, 8, 12 }[step]), Gen.Int[0, 100], Gen.Int[1, 200_000])
            .Select(cut => (
                PictureBands.WholeSteps(cut.Item1, cut.Item3),
                cut.Item2,
                new PictureEffectOptions { Multiple = cut.Item3, Margin = cut.Item4, PixelsAtOnce = cut.Item5 }));

    [Fact]
    public void Each_row_is_made_once_with_its_surroundings_and_on_the_networks_own_grid() => Cuts.Sample(cut =>
    {
        var bands = PictureBands.Of(cut.Width, cut.Height, cut.Options);
        var next = 0;
        foreach (var band in bands)
        {
            Assert.Equal(next, band.First);
            Assert.True(band.Rows > 0);
            next += band.Rows;
            Assert.Equal((0, 0), (band.From % cut.Options.Multiple, band.Given % cut.Options.Multiple));
            Assert.InRange(band.From, 0, Math.Max(0, band.First - cut.Options.Margin));
            Assert.True(band.From + band.Given >= Math.Min(cut.Height, next + cut.Options.Margin));
        }
        Assert.Equal(cut.Height, next);
    });

    [Fact]
    public void A_band_holds_no_more_than_allowed_unless_its_margins_alone_do() => Cuts.Sample(cut =>
    {
        var (margin, step) = (PictureBands.WholeSteps(cut.Options.Margin, cut.Options.Multiple), cut.Options.Multiple);
        var most = Math.Max(cut.Options.PixelsAtOnce, ((2 * margin) + step) * cut.Width);

        Assert.All(PictureBands.Of(cut.Width, cut.Height, cut.Options), band => Assert.True(band.Given * cut.Width <= most));
    });

    [Fact]
    public void The_largest_picture_there_is_comes_in_seven_bands() =>
        Assert.Equal(7, PictureBands.Of(2048, 2048, new() { Multiple = 8, Margin = 96 }).Count);
}
