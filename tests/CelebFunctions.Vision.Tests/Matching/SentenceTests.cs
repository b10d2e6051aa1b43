using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Vision.Tests.Matching;

public sealed class SentenceTests
{
    private static readonly PersonMatch First = new(new("george-clooney", "George Clooney"), 85, 0.41f);

    [Fact]
    public void One_person_is_named_with_the_percent() =>
        Assert.Equal("You look 85% like George Clooney!", Sentence.Say(First, null));

    [Theory]
    [InlineData(FaceRegion.Face, "face")]
    [InlineData(FaceRegion.Eyes, "eyes")]
    [InlineData(FaceRegion.Eyebrows, "eyebrows")]
    [InlineData(FaceRegion.Nose, "nose")]
    [InlineData(FaceRegion.Mouth, "mouth")]
    [InlineData(FaceRegion.Jaw, "jaw")]
    public void A_feature_is_named_with_its_person(FaceRegion region, string name)
    {
        var feature = new FeatureMatch(region, new("lady-gaga", "Lady Gaga"), 88, 0.52f, Spoken: true);

        Assert.Equal($"You look 85% like George Clooney, but you have Lady Gaga's {name}!", Sentence.Say(First, feature));
    }
}
