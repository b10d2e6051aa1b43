using CelebFunctions.Cli.Evaluation;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Cli.Tests.Enrolment;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class PercentProtocolTests
{
    [Fact]
    public void Anchors_hold_for_people_of_the_same_kind()
    {
        EnrolledPerson[] people = [.. FakeFaces.People(100, 4, scatter: 0.5, part: 0), .. FakeFaces.People(400, 4, scatter: 0.5, part: 1)];

        var (figures, diagrams) = PercentProtocol.Measure(people, fitted: 1, ["lfw", "celebrities"]);

        Assert.Equal(12, figures.Count);
        Assert.Equal(4, diagrams.Count);
        Assert.All(figures, figure => Assert.InRange(figure.Value, -5, 5));
        Assert.All(figures, figure => Assert.True(figure.Low <= figure.Value && figure.Value <= figure.High, $"{figure}"));
        Assert.Contains(figures, figure => figure.Name == "two photos, the other half of celebrities: 50 is off by");
    }

    [Fact]
    public void People_whose_photos_differ_more_than_those_that_were_fitted_miss_ninety_and_only_that()
    {
        EnrolledPerson[] people = [.. FakeFaces.People(100, 4, scatter: 1.2, part: 0), .. FakeFaces.People(200, 4, scatter: 0.3, part: 1)];

        var off = PercentProtocol.Measure(people, fitted: 1, ["lfw", "celebrities"]).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);

        Assert.InRange(off["two photos, lfw: 90 is off by"], -90, -10);
        Assert.InRange(off["two photos, lfw: 0 is off by"], -5, 5);
        Assert.InRange(off["two photos, the other half of celebrities: 90 is off by"], -3, 3);
    }

    [Fact]
    public void What_everybody_shares_makes_no_two_strangers_alike()
    {
        var plain = Off(0);
        var shared = Off(0.5);

        // Around 0, strangers who share less than those that were fitted would read 13 points lower.
        Assert.InRange(shared - plain, -3, 3);

        static double Off(double lean)
        {
            EnrolledPerson[] people = [.. FakeFaces.Leaning(200, 4, scatter: 0.5, lean / 2, part: 0), .. FakeFaces.Leaning(400, 4, scatter: 0.5, lean, part: 1)];
            return PercentProtocol.Measure(people, fitted: 1, ["lfw", "celebrities"]).Figures.Single(figure => figure.Name == "two photos, lfw: 0 is off by").Value;
        }
    }

    [Fact]
    public void People_of_one_photo_tell_nothing() =>
        Assert.Empty(PercentProtocol.Measure([.. FakeFaces.People(50, 1, scatter: 0.3), .. FakeFaces.People(1, 2, scatter: 0.3, part: 1)], 0, ["a", "b"]).Figures);
}
