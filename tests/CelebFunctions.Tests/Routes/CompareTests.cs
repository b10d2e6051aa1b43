using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Routes;

[Collection(ServedAppCollection.Name)]
public sealed class CompareTests(ServedApp app)
{
    [Fact]
    public async Task The_same_photo_twice_is_alike_by_a_hundred_percent()
    {
        var answer = await app.Client.PostAsync("/api/compare", Form(("first", TestPhoto.Face), ("second", TestPhoto.Face))).OkAsync();

        Assert.Equal(100, (int?)answer["percent"]);
        Assert.Equal(1, (double?)answer["similarity"]);
    }

    [Fact]
    public async Task Percent_is_told_from_the_gallerys_centre_and_similarity_is_the_plain_cosine()
    {
        var answer = await app.Client.PostAsync("/api/compare", Form(("first", TestPhoto.Face), ("second", TestPhoto.OtherFace))).OkAsync();

        // The people of the gallery are the faces of the two photos, and a tenth of their sum is its centre.
        var cosine = (double)answer["similarity"]!;
        var (shared, square) = ((1 + cosine) / 5, (1 + cosine) / 50);
        var around = (cosine - shared + square) / (1 - shared + square);
        var percent = around < 0.3 ? around / 0.3 * 50 : around < 0.6 ? 50 + (around - 0.3) / 0.3 * 40 : 90 + (around - 0.6) / 0.4 * 10;
        Assert.InRange((double)answer["percent"]!, percent - 1, percent + 1);
        Assert.True(around < cosine - 0.05);
    }

    [Fact]
    public async Task Two_people_are_less_alike_and_each_keeps_its_place()
    {
        var swapped = await app.Client.PostAsync("/api/compare", Form(("second", TestPhoto.WithoutFace()), ("first", TestPhoto.Face))).OkAsync();
        var strangers = await app.Client.PostAsync("/api/compare", Form(("first", TestPhoto.Face), ("second", TestPhoto.OtherFace))).OkAsync();

        Assert.NotNull(swapped["first"]!["face"]);
        Assert.Null(swapped["second"]!["face"]);
        Assert.InRange((int)strangers["percent"]!, 0, 99);
    }

    [Fact]
    public async Task Where_a_photo_has_no_face_there_is_no_percent_but_advice()
    {
        var answer = await app.Client.PostAsync("/api/compare", Form(("first", TestPhoto.Face), ("second", TestPhoto.WithoutFace()))).OkAsync();

        Assert.Null(answer["percent"]);
        Assert.Null(answer["similarity"]);
        Assert.Equal("no-face", (string?)answer["second"]!["advice"]!["code"]);
    }

    [Fact]
    public async Task A_photo_that_is_missing_is_named()
    {
        var problem = await app.Client.PostAsync("/api/compare", Form(("first", TestPhoto.Face))).ProblemAsync(400, "missing-part");

        Assert.Equal(["second"], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_body_that_is_no_form_lacks_both_parts()
    {
        var problem = await app.Client.PostAsync("/api/compare", Body(TestPhoto.Face)).ProblemAsync(400, "missing-part");

        Assert.Equal(["first", "second"], problem["errors"]!.AsObject().Select(error => error.Key));
    }
}
