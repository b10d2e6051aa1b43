using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Tests.Galleries;

public sealed class ScoreNormFitterTests
{
    private const int Dimensions = 24;

    [Fact]
    public void Scores_order_people_as_the_definition_does_in_double_precision_and_keep_the_scale_of_similarities()
    {
        var content = DrawnGallery.Content(60, Dimensions, seed: 3, Vision.Faces.FaceRegion.Face);
        var random = new Random(5);
        (int Person, float[] Probe)[] strangers = [.. Enumerable.Range(0, 150).Select(i => (i, Drawn(random, i % 3 * 0.4f)))];
        var seen = Enumerable.Range(0, 60).Select(person =>
        {
            var similarities = strangers.Where(stranger => stranger.Person != person).Select(stranger => Dot(content.Vector(person, 0), stranger.Probe)).ToArray();
            var mean = similarities.Average();
            return (Mean: mean, Deviation: Math.Sqrt(similarities.Average(similarity => (similarity - mean) * (similarity - mean))));
        }).ToArray();

        var norms = ScoreNormFitter.Fit(content.Vectors, strangers, Dimensions)!;

        for (var i = 0; i < 50; i++)
        {
            var probe = Drawn(random, 0.3f);
            var similarities = Enumerable.Range(0, 60).Select(person => Dot(content.Vector(person, 0), probe)).ToArray();
            var standard = similarities.Select((similarity, person) => (similarity - seen[person].Mean) / seen[person].Deviation).ToArray();
            var scores = similarities.Select((similarity, person) => (double)norms[person].Of((float)similarity)).ToArray();
            for (var person = 0; person < 60; person++)
                Assert.Equal(standard[person] * seen.Average(one => one.Deviation) + seen.Average(one => one.Mean), scores[person], 4);
        }
    }

    [Fact]
    public void Few_strangers_tell_nothing()
    {
        var content = DrawnGallery.Content(5, Dimensions);
        var random = new Random(1);
        (int, float[])[] few = [.. Enumerable.Range(0, ScoreNormFitter.FewestStrangers).Select(i => (i, Drawn(random, 0)))];

        Assert.Null(ScoreNormFitter.Fit(content.Vectors, few, Dimensions));
        Assert.NotNull(ScoreNormFitter.Fit(content.Vectors, [.. few, (5000, Drawn(random, 0))], Dimensions));
    }

    [Fact]
    public void Who_has_no_vector_is_left_as_they_are()
    {
        var content = DrawnGallery.Content(5, Dimensions, 1, Vision.Faces.FaceRegion.Face);
        content.Vector(2, 0).Clear();
        var random = new Random(1);

        var norms = ScoreNormFitter.Fit(content.Vectors, [.. Enumerable.Range(10, 200).Select(i => (i, Drawn(random, 0)))], Dimensions)!;

        Assert.Equal(ScoreNorm.None, norms[2]);
        Assert.All(norms, norm => Assert.True(float.IsFinite(norm.Gain) && float.IsFinite(norm.Offset)));
    }

    /// <summary>A direction that leans towards the first axis.</summary>
    private static float[] Drawn(Random random, float lean)
    {
        var vector = DrawnGallery.UnitVector(random, Dimensions);
        vector[0] += lean;
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
