using CelebFunctions.Cli.Evaluation;
using CelebFunctions.Cli.Tests.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class BiasProtocolTests
{
    [Theory]
    [InlineData("0_1_3_20170112213500903.jpg.chip.jpg", "age 0 to 9, female, Indian")]
    [InlineData("photos/19_0_1_2017.jpg", "age 10 to 19, male, Black")]
    [InlineData("116_0_4_2017.jpg", "age 60 and over, male, other origins")]
    [InlineData("61_1_20170109142408075.jpg", null)]
    [InlineData("holiday.jpg", null)]
    public void A_name_tells_age_sex_and_origin_or_the_photo_is_left_out(string path, string? groups) =>
        Assert.Equal(groups, BiasPhoto.GroupsOf(path) is { } found ? string.Join(", ", found) : null);

    [Fact]
    public void A_group_whose_members_look_alike_is_accepted_more_often_and_counting_agrees()
    {
        // Women lean towards one direction; men do not.
        var men = FakeFaces.People(60, 1, scatter: 0).Select(person => Photo(person.Photos[0].Face!.Probe, "age 20 to 39", "male", "White"));
        var women = FakeFaces.Leaning(60, 1, scatter: 0, lean: 1.5, part: 1).Select(person => Photo(person.Photos[0].Face!.Probe, "age 40 to 59", "female", "Asian"));
        BiasPhoto[] photos = [.. men, .. women, Photo(null, "age 20 to 39", "male", "White")];

        var figures = BiasProtocol.Measure(photos).ToDictionary(figure => figure.Name);

        Assert.Equal(60 / 61.0, figures["faces found: male"].Value);
        var faces = photos.Where(photo => photo.Probe is not null).ToArray();
        var all = faces.SelectMany((one, i) => faces.Take(i).Select(other => (Both: (one, other), Similarity: one.Probe!.SimilarityTo(other.Probe!, FaceRegion.Face)))).OrderByDescending(pair => pair.Similarity).ToArray();
        var accepted = all.Take((int)(all.Length * 0.001)).Count(pair => pair.Both.one.Groups.Contains("female") && pair.Both.other.Groups.Contains("female"));
        var figure = figures["two strangers accepted where 0.001 of all are: female"];
        Assert.Equal((accepted / (60 * 59 / 2.0), 60 * 59 / 2), (figure.Value, figure.Of));
        Assert.InRange(figure.Value, 0.002, 1);
        Assert.Equal(0, figures["two strangers accepted where 0.001 of all are: male"].Value);
        Assert.InRange(figure.Value, figure.Low!.Value, figure.High!.Value);
    }

    private static BiasPhoto Photo(FaceEmbedding? probe, params string[] groups) => new(groups, probe);
}
