using CelebFunctions.Cli.Evaluation;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class FaceComparisonTests
{
    [Fact]
    public void Landmarks_that_all_lie_a_tenth_of_the_eyes_distance_away_differ_by_a_tenth()
    {
        var reference = new FaceLandmarks(new(10, 10), new(60, 10), new(35, 40), new(20, 60), new(50, 60));
        var found = new FaceLandmarks(new(15, 10), new(60, 15), new(30, 40), new(20, 55), new(53, 64));

        Assert.Equal(0.1, FaceComparison.LandmarkError(found, reference), 6);
    }
}
