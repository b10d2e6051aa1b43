using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Tests.Galleries;

public sealed class PercentCurveFitterTests
{
    [Fact]
    public void Anchors_of_known_distributions_are_found()
    {
        var random = new Random(11);
        var strangers = Enumerable.Range(0, 200_000).Select(_ => (float)(0.04 + 0.1 * DrawnGallery.Normal(random))).ToArray();
        var same = Enumerable.Range(0, 20_000).Select(_ => (float)(0.6 + 0.12 * DrawnGallery.Normal(random))).ToArray();

        var curve = PercentCurveFitter.Fit(strangers, same)!;

        // One in a thousand of a normal distribution lies beyond 3.0902 standard deviations.
        Assert.Equal(0.04, curve.Stranger, 0.003);
        Assert.Equal(0.04 + 0.1 * 3.0902, curve.OneInAThousand, 0.01);
        Assert.Equal(0.6, curve.SamePerson, 0.005);
    }

    [Fact]
    public void The_order_of_the_pairs_does_not_matter()
    {
        var values = Enumerable.Range(0, 1001).Select(i => i / 2000f).ToArray();
        var shuffled = (float[])values.Clone();
        new Random(3).Shuffle(shuffled);

        var curve = PercentCurveFitter.Fit(shuffled, [.. shuffled.Select(value => value + 0.4f)])!;

        Assert.Equal(0.25, curve.Stranger, 0.00001);
        Assert.Equal(0.4995, curve.OneInAThousand, 0.00001);
        Assert.Equal(0.65, curve.SamePerson, 0.00001);
    }

    [Fact]
    public void A_curve_rises_even_where_strangers_are_more_alike_than_one_person()
    {
        var alike = Enumerable.Range(0, 100).Select(i => 0.5f + i / 1000f).ToArray();
        var unlike = Enumerable.Repeat(0.1f, 100).ToArray();

        foreach (var curve in new[] { PercentCurveFitter.Fit(alike, unlike)!, PercentCurveFitter.Fit(unlike, unlike)! })
        {
            Assert.True(curve.Stranger < curve.OneInAThousand && curve.OneInAThousand < curve.SamePerson);
            Assert.Equal((0, 50, 90), (curve.PercentOf(curve.Stranger), curve.PercentOf(curve.OneInAThousand), curve.PercentOf(curve.SamePerson)));
        }
    }

    [Fact]
    public void Past_fifty_percent_a_hair_more_alike_is_no_leap_even_in_a_weak_region()
    {
        var alike = Enumerable.Range(0, 100).Select(i => 0.5f + i / 1000f).ToArray();

        var curve = PercentCurveFitter.Fit(alike, alike)!;

        for (var similarity = curve.OneInAThousand; similarity < 0.99f; similarity += 0.01f)
            Assert.InRange(curve.PercentOf(similarity + 0.01f) - curve.PercentOf(similarity), 0, 11);
    }

    [Fact]
    public void Too_few_pairs_of_either_kind_tell_nothing()
    {
        var (few, enough) = (new float[PercentCurveFitter.FewestPairs - 1], new float[PercentCurveFitter.FewestPairs]);

        Assert.Null(PercentCurveFitter.Fit(few, enough));
        Assert.Null(PercentCurveFitter.Fit(enough, few));
        Assert.NotNull(PercentCurveFitter.Fit(enough, enough));
    }
}
