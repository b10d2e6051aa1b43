using CelebFunctions.Vision.Galleries;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Galleries;

public sealed class PercentCurveTests
{
    private static readonly Gen<PercentCurve> Curves = Gen.Float[-1, 1].Array[3].Select(anchors =>
    {
        Array.Sort(anchors);
        return new PercentCurve(anchors[0], anchors[1], anchors[2]);
    });

    [Theory]
    [InlineData(0.05f, 0)]
    [InlineData(0.31f, 50)]
    [InlineData(0.62f, 90)]
    [InlineData(1f, 100)]
    [InlineData(-1f, 0)]
    [InlineData(1.0001f, 100)]
    [InlineData(float.NaN, 0)]
    public void The_published_anchors_are_met(float similarity, int percent) =>
        Assert.Equal(percent, new PercentCurve(0.05f, 0.31f, 0.62f).PercentOf(similarity));

    [Fact]
    public void Between_two_anchors_half_the_way_is_half_the_percent()
    {
        var curve = new PercentCurve(0.1f, 0.3f, 0.7f);

        Assert.Equal((25, 70, 95), (curve.PercentOf(0.2f), curve.PercentOf(0.5f), curve.PercentOf(0.85f)));
    }

    [Fact]
    public void Unrounded_the_line_goes_on_below_the_median_stranger()
    {
        var curve = new PercentCurve(0.1f, 0.3f, 0.7f);

        Assert.Equal(-25, curve.ExactPercentOf(0), 3);
        Assert.Equal(26, curve.ExactPercentOf(0.204f), 3);
        Assert.Equal(100, curve.ExactPercentOf(2), 3);
        Assert.Equal(0, curve.PercentOf(0));
    }

    [Fact]
    public void Who_is_nearer_never_gets_less() =>
        Gen.Select(Curves, Gen.Float[-1.1f, 1.1f], Gen.Float[-1.1f, 1.1f]).Sample((curve, first, second) =>
        {
            var (further, nearer) = (curve.PercentOf(Math.Min(first, second)), curve.PercentOf(Math.Max(first, second)));

            Assert.InRange(further, 0, nearer);
            Assert.InRange(nearer, further, 100);
        }, iter: 5000);

    [Fact]
    public void The_same_photo_is_a_hundred_whatever_the_curve() =>
        Curves.Where(curve => curve.Stranger < 1).Sample(curve => Assert.Equal(100, curve.PercentOf(1)), iter: 500);
}
