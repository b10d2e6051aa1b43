using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Cli.Tests.Enrolment;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Tests.Galleries;

public sealed class GalleryCareTests
{
    private const double Scatter = 0.5;

    [Fact]
    public void Photos_that_are_what_they_should_be_are_not_complained_about() =>
        Assert.Empty(OfPeople(FakeFaces.People(150, 4, Scatter)));

    [Fact]
    public void A_photo_in_the_wrong_folder_is_named_with_whom_it_looks_like()
    {
        var people = FakeFaces.People(150, 4, Scatter);
        var strayed = people[7].Photos[2];
        people[20] = With(people[20], people[20].Photos[0], people[20].Photos[1], strayed, people[20].Photos[3]);
        people[7] = With(people[7], people[7].Photos[0], people[7].Photos[1], people[7].Photos[3]);

        var finding = Assert.Single(OfPeople(people));

        Assert.Equal(FindingKind.WrongPerson, finding.Kind);
        Assert.StartsWith($"{strayed.Path}: looks ", finding.What, StringComparison.Ordinal);
        Assert.Contains("like Person 0 7, ", finding.What, StringComparison.Ordinal);
        Assert.EndsWith("like Person 0 20", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_of_nobody_in_the_gallery_is_named_too()
    {
        var people = FakeFaces.People(150, 4, Scatter);
        var stranger = FakeFaces.People(1, 1, scatter: 0, part: 3)[0].Photos[0];
        people[9] = With(people[9], [.. people[9].Photos, stranger]);

        var finding = Assert.Single(OfPeople(people));

        Assert.Equal(FindingKind.WrongPerson, finding.Kind);
        Assert.StartsWith(stranger.Path, finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_are_named_once_each_within_a_person_and_across_two()
    {
        var people = FakeFaces.People(150, 4, Scatter);
        var picture = people[3].Photos[0];
        people[3] = With(people[3], [picture with { Digest = "a" }, people[3].Photos[1], people[3].Photos[2], picture with { Path = "copy.jpg", Digest = "a" }, picture with { Path = "other-size.jpg" }]);
        people[90] = With(people[90], [.. people[90].Photos, picture with { Path = "strayed.jpg" }]);

        var findings = FindingsOf(people);

        var twice = findings.Where(finding => finding.Kind == FindingKind.DuplicatePhoto).Select(finding => finding.What).ToArray();
        Assert.Single(twice, line => line == $"copy.jpg: the same file as {picture.Path}");
        Assert.Single(twice, line => line == $"other-size.jpg: nearly the same picture as {picture.Path}");
        var shared = Assert.Single(findings, finding => finding.Kind == FindingKind.PhotoOfTwoPeople);
        Assert.StartsWith("strayed.jpg: nearly the same picture as ", shared.What, StringComparison.Ordinal);
        Assert.Contains(findings, finding => finding.Kind == FindingKind.WrongPerson && finding.What.StartsWith("strayed.jpg", StringComparison.Ordinal));
    }

    [Fact]
    public void One_person_under_two_names_is_told_by_both()
    {
        var people = FakeFaces.People(600, 4, Scatter);
        var photos = FakeFaces.People(1, 8, Scatter, part: 2)[0].Photos;
        people[40] = With(people[40], [.. photos.Take(4)]);
        people[70] = With(people[70], [.. photos.Skip(4)]);

        var finding = Assert.Single(FindingsOf(people), finding => finding.Kind == FindingKind.TwoNames);

        Assert.StartsWith("Person 0 40 and Person 0 70 look ", finding.What, StringComparison.Ordinal);
    }

    private static EnrolledPerson With(EnrolledPerson person, params EnrolledPhoto[] photos) => new(person.Folder, photos);

    // Sixteen numbers leave little room: two photos of one person may be as near as two copies.
    private static IEnumerable<Finding> OfPeople(EnrolledPerson[] people) =>
        FindingsOf(people).Where(finding => finding.Kind != FindingKind.DuplicatePhoto);

    private static Finding[] FindingsOf(EnrolledPerson[] people)
    {
        var identity = new GalleryContent
        {
            Id = "friends",
            Name = "Friends",
            Version = "1.0.0",
            Space = "abc",
            Regions = Enum.GetValues<FaceRegion>(),
            Dimensions = FakeFaces.Dimensions,
            People = [],
            Vectors = [],
            Curves = new Dictionary<FaceRegion, PercentCurve>(),
        };
        return [.. new GalleryCare(people, GalleryBuilder.Build(identity, people, _ => null, null)).Findings()];
    }
}
