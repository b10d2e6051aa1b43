using System.Text.Json.Nodes;
using NetVips;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Routes;

[Collection(ServedAppCollection.Name)]
public sealed class MatchTests(ServedApp app)
{
    [Fact]
    public async Task A_photo_of_somebody_in_the_gallery_names_them_first()
    {
        var answer = await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync();

        var face = Assert.Single(answer["faces"]!.AsArray())!;
        Assert.Equal([TestGalleries.First, TestGalleries.Second], Names(face));
        Assert.Equal(100, (int?)face["matches"]![0]!["percent"]);
        Assert.Equal($"You look 100% like {TestGalleries.First}!", (string?)answer["sentence"]);
        Assert.Equal("composites@1.2.3", (string?)answer["models"]!["gallery"]);
        Assert.Equal(["eyes", "eyebrows", "nose", "mouth", "jaw"], face["features"]!.AsArray().Select(feature => (string?)feature!["feature"]));
    }

    [Fact]
    public async Task The_box_lies_within_the_photo_and_the_points_within_the_box()
    {
        var answer = await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync();

        var (photo, box) = (answer["photo"]!, answer["faces"]![0]!["box"]!);
        var (left, top) = ((double)box["x"]!, (double)box["y"]!);
        var (right, bottom) = (left + (double)box["width"]!, top + (double)box["height"]!);
        Assert.True(left >= 0 && top >= 0 && right <= (double)photo["width"]! && bottom <= (double)photo["height"]!, box.ToJsonString());
        Assert.All(answer["faces"]![0]!["landmarks"]!.AsObject(), point =>
        {
            Assert.InRange((double)point.Value!["x"]!, left, right);
            Assert.InRange((double)point.Value!["y"]!, top, bottom);
        });
    }

    [Theory]
    [InlineData(Enums.Angle.D90)]
    [InlineData(Enums.Angle.D180)]
    [InlineData(Enums.Angle.D270)]
    public async Task A_photo_of_a_phone_that_was_held_another_way_names_them_too_and_points_to_where_they_are_in_it(Enums.Angle angle)
    {
        var turned = TestPhoto.FaceAs(".jpg[strip,Q=95]", image => image.Rot(angle));

        var face = Assert.Single((await app.Client.PostAsync("/api/match", Body(turned)).OkAsync())["faces"]!.AsArray())!;

        Assert.Equal(TestGalleries.First, Names(face).First());
        // The eyes lie above the mouth in the picture as it was drawn.
        var (eye, mouth) = (face["landmarks"]!["leftEye"]!, face["landmarks"]!["leftMouth"]!);
        var (x, y) = ((double)mouth["x"]! - (double)eye["x"]!, (double)mouth["y"]! - (double)eye["y"]!);
        Assert.Equal(angle, Math.Abs(y) > Math.Abs(x) ? Enums.Angle.D180 : x < 0 ? Enums.Angle.D90 : Enums.Angle.D270);
        Assert.True(angle != Enums.Angle.D180 || y < 0);
    }

    [Fact]
    public async Task A_photo_in_a_form_gives_the_answer_that_it_gives_as_the_body()
    {
        var inBody = await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync();
        var inForm = await app.Client.PostAsync("/api/match", Form(("other", TestPhoto.OtherFace), ("photo", TestPhoto.Face))).OkAsync();

        Assert.True(JsonNode.DeepEquals(inBody["faces"], inForm["faces"]));
    }

    [Fact]
    public async Task The_query_chooses_gallery_number_and_features()
    {
        var answer = await app.Client.PostAsync("/api/match?gallery=crowd&top=50&features=eyes,jaw", Body(TestPhoto.Face)).OkAsync();

        var face = answer["faces"]![0]!;
        Assert.Equal(50, face["matches"]!.AsArray().Count);
        Assert.Equal(["eyes", "jaw"], face["features"]!.AsArray().Select(feature => (string?)feature!["feature"]));
        Assert.Equal("crowd@1.2.3", (string?)answer["models"]!["gallery"]);
    }

    [Fact]
    public async Task Without_features_none_is_compared()
    {
        var answer = await app.Client.PostAsync("/api/match?features=none", Body(TestPhoto.Face)).OkAsync();

        Assert.Empty(answer["faces"]![0]!["features"]!.AsArray());
    }

    [Fact]
    public async Task Each_face_of_a_group_is_answered_where_all_are_asked_for_and_the_main_one_where_one_is()
    {
        var group = await File.ReadAllBytesAsync(Repository.Picture("group.jpg"));

        var one = await app.Client.PostAsync("/api/match?faces=one", Body(group)).OkAsync();
        var all = await app.Client.PostAsync("/api/match?faces=all", Body(group)).OkAsync();

        var offMiddle = all["faces"]!.AsArray().Select(OffMiddle).ToArray();
        Assert.Equal(3, offMiddle.Length);
        Assert.Equal(offMiddle.Min(), offMiddle[0]);
        Assert.Equal(offMiddle[0], OffMiddle(Assert.Single(one["faces"]!.AsArray())), 20.0);

        // All three faces are of about one size.
        double OffMiddle(JsonNode? face) =>
            Math.Abs((double)face!["box"]!["x"]! + (double)face["box"]!["width"]! / 2 - (double)all["photo"]!["width"]! / 2);
    }

    [Fact]
    public async Task The_same_photo_gives_the_same_answer()
    {
        var first = await app.Client.PostAsync("/api/match", Body(TestPhoto.OtherFace)).OkAsync();
        var second = await app.Client.PostAsync("/api/match", Body(TestPhoto.OtherFace)).OkAsync();

        Assert.True(JsonNode.DeepEquals(first["faces"], second["faces"]));
    }

    private static IEnumerable<string?> Names(JsonNode face) => face["matches"]!.AsArray().Select(match => (string?)match!["person"]!["name"]);
}
