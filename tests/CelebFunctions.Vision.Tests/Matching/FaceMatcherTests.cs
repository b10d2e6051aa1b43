using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Vision.Tests.Matching;

public sealed class FaceMatcherTests : IDisposable
{
    private readonly ThreePeople _people = new();

    public void Dispose() => _people.Dispose();

    [Fact]
    public void People_come_nearest_first_with_the_percent_of_the_curve()
    {
        var match = _people.Match(face: (0.5, 0.8, 0.2));

        Assert.Equal(["bob", "ann", "cleo"], match.Matches.Select(person => person.Person.Id));
        Assert.Equal([90, 50, 0], match.Matches.Select(person => person.Percent));
        Assert.Equal(0.8, match.Matches[0].Similarity, 0.001);
        Assert.Equal("You look 90% like Bob Ray!", match.Sentence);
    }

    [Fact]
    public void Who_resembles_everybody_gives_way_and_percent_is_told_by_the_score()
    {
        using var people = new ThreePeople([ScoreNorm.None, new(1, -0.3f), ScoreNorm.None]);

        var match = people.Match(face: (0.65, 0.7, 0.2));

        Assert.Equal(["ann", "bob", "cleo"], match.Matches.Select(person => person.Person.Id));
        Assert.Equal([70, 33, 0], match.Matches.Select(person => person.Percent));
        Assert.Equal(0.7, match.Matches[1].Similarity, 0.001);
    }

    [Fact]
    public void A_feature_of_another_person_is_named()
    {
        var match = _people.Match(face: (0.8, 0.2, 0.2), eyes: (0.1, 0.2, 0.8));

        Assert.Equal("You look 90% like Ann Lee, but you have Cleo Fox's eyes!", match.Sentence);
        var eyes = Assert.Single(match.Features);
        Assert.Equal((FaceRegion.Eyes, "cleo", 90, true), (eyes.Region, eyes.Person.Id, eyes.Percent, eyes.Spoken));
    }

    [Fact]
    public void A_feature_of_the_person_named_first_is_not()
    {
        var match = _people.Match(face: (0.8, 0.2, 0.2), eyes: (0.8, 0.2, 0.1));

        Assert.Equal("You look 90% like Ann Lee!", match.Sentence);
        Assert.Equal(("ann", false), (match.Features[0].Person.Id, match.Features[0].Spoken));
    }

    [Theory]
    [InlineData(0.51, true)]
    [InlineData(0.48, false)]
    public void A_feature_is_named_only_where_a_stranger_in_a_thousand_is_less_alike(double similarity, bool named)
    {
        var match = _people.Match(face: (0.8, 0.2, 0.2), eyes: (0, similarity, 0));

        Assert.Equal(named, match.Features[0].Spoken);
        Assert.Equal(named, match.Sentence.Contains("Bob Ray's eyes", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_features_the_one_with_better_evidence_is_named()
    {
        var match = _people.Match(face: (0.8, 0.2, 0.2), eyes: (0, 0.6, 0), mouth: (0, 0, 0.7));

        Assert.Equal("You look 90% like Ann Lee, but you have Cleo Fox's mouth!", match.Sentence);
        Assert.Equal([false, true], match.Features.Select(feature => feature.Spoken));
    }

    [Fact]
    public void Of_two_features_alike_the_eyes_go_first_in_whatever_order_they_were_asked_for()
    {
        var match = _people.Match([FaceRegion.Mouth, FaceRegion.Eyes], face: (0.8, 0.2, 0.2), eyes: (0, 0.7, 0), mouth: (0, 0, 0.7));

        Assert.EndsWith("Bob Ray's eyes!", match.Sentence, StringComparison.Ordinal);
        Assert.Single(match.Features, feature => feature.Spoken);
    }

    [Fact]
    public void A_better_feature_of_the_first_person_does_not_silence_another()
    {
        var match = _people.Match(face: (0.8, 0.2, 0.2), eyes: (0.9, 0, 0), mouth: (0, 0.6, 0));

        Assert.EndsWith("Bob Ray's mouth!", match.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_nobody_asked_for_or_that_the_gallery_lacks_is_left_out()
    {
        Assert.Empty(_people.Match([], face: (0.8, 0, 0), eyes: (0, 0.8, 0)).Features);
        Assert.Empty(_people.Match([FaceRegion.Jaw], face: (0.8, 0, 0), eyes: (0, 0.8, 0)).Features);
    }

    [Fact]
    public void No_more_people_are_told_than_asked_for() =>
        Assert.Equal("cleo", Assert.Single(_people.Match(top: 1, face: (0.1, 0.2, 0.3)).Matches).Person.Id);

    [Fact]
    public void A_gallery_of_nobody_matches_nobody()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("empty.safetensors", Galleries.DrawnGallery.Bytes(Galleries.DrawnGallery.Content(0, dimensions: 16)));
        using var gallery = Gallery.Open(path);

        Assert.Null(FaceMatcher.Match(gallery, new(new float[6 * 16], 16), 5, [FaceRegion.Eyes]));
    }
}
