using CelebFunctions.Vision.Faces;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class OverlapSuppressionTests
{
    private const float MaxOverlap = 0.4f;

    private static readonly Gen<DetectedFace[]> Crowds = Gen.Select(
        Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[1, 30], Gen.Int[1, 30], Gen.Float[0, 1],
        (x, y, width, height, score) => Face(x, y, width, height, score)).Array[0, 20];

    [Fact]
    public void Of_two_looks_at_one_face_the_surer_stays()
    {
        var (sure, unsure, apart) = (Face(11, 10, 20, 20, 0.9f), Face(10, 10, 20, 20, 0.6f), Face(60, 10, 20, 20, 0.5f));

        Assert.Equal([sure, apart], OverlapSuppression.Keep([unsure, apart, sure], MaxOverlap));
    }

    [Fact]
    public void A_face_that_was_dropped_drops_no_other()
    {
        // A chain: each overlaps its neighbour only. The middle goes, so the last has nothing over it.
        var (first, middle, last) = (Face(0, 0, 20, 20, 0.9f), Face(8, 0, 20, 20, 0.8f), Face(16, 0, 20, 20, 0.7f));

        Assert.Equal([first, last], OverlapSuppression.Keep([first, middle, last], MaxOverlap));
    }

    [Fact]
    public void No_two_that_stay_overlap_and_each_that_goes_has_a_surer_one_over_it() =>
        Crowds.Sample(crowd =>
        {
            var kept = OverlapSuppression.Keep(crowd, MaxOverlap);

            Assert.Equal(kept.OrderByDescending(face => face.Score).Select(face => face.Score), kept.Select(face => face.Score));
            for (var i = 0; i < kept.Count; i++)
            {
                for (var j = 0; j < i; j++)
                    Assert.False(Overlaps(kept[i], kept[j]));
            }
            foreach (var gone in crowd.Where(face => !kept.Exists(other => ReferenceEquals(face, other))))
                Assert.Contains(kept, face => face.Score >= gone.Score && Overlaps(face, gone));
        }, iter: 200);

    /// <summary>More than 0.4 exactly, in whole numbers.</summary>
    private static bool Overlaps(DetectedFace first, DetectedFace second)
    {
        var (both, either) = SquareCount.Of(first.Box, second.Box, 90);
        return 10 * both > 4 * either;
    }

    private static DetectedFace Face(float x, float y, float width, float height, float score) =>
        new(new(x, y, width, height), score, default);
}
