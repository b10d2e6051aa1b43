using System.Net;
using NetVips;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Effects;

[Collection(ServedAppCollection.Name)]
public sealed class EffectTests(ServedApp app)
{
    private const string Address = "/api/effects/starry-night";

    [Fact]
    public async Task Each_effect_is_listed_with_its_painting_and_paints_in_a_way_of_its_own()
    {
        var effects = (await app.Client.GetAsync("/api/effects").OkAsync())["effects"]!.AsArray();

        Assert.True(effects.Count >= 4);
        var pictures = new HashSet<string>();
        foreach (var effect in effects)
        {
            Assert.NotEmpty((string)effect!["title"]!);
            Assert.Matches("died 1[89][0-9][0-9]", (string)effect["painting"]!);
            Assert.Equal($"{effect["id"]}@1.0.0", (string?)effect["model"]);
            pictures.Add(Convert.ToHexString(await PaintAsync(TestPhoto.WithoutFace(), $"/api/effects/{effect["id"]}")));
        }
        Assert.Equal(effects.Count, pictures.Count);
    }

    [Theory]
    [InlineData(".jpg", "image/jpeg")]
    [InlineData(".png", "image/png")]
    [InlineData(".webp", "image/webp")]
    [InlineData(".avif[effort=0]", "image/avif")]
    [InlineData(".gif", "image/jpeg")]
    [InlineData(".tif", "image/jpeg")]
    public async Task A_picture_comes_back_as_its_photo_was_sent(string suffix, string type)
    {
        using var answer = await app.Client.PostAsync($"{Address}?maxSide=64", Body(TestPhoto.WithoutFace(suffix: suffix)));

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        using var picture = Image.NewFromBuffer(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((64, 48), (picture.Width, picture.Height));
        Assert.StartsWith(Loader(type), (string)picture.Get("vips-loader"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/*", "image/png")]
    [InlineData("image/*", "image/png")]
    [InlineData("application/json", "image/png")]
    [InlineData("image/avif,image/webp,image/*,*/*;q=0.8", "image/png")]
    [InlineData("image/webp", "image/webp")]
    [InlineData("image/png;q=0.2, image/webp;q=0.3", "image/webp")]
    [InlineData("image/*, image/png;q=0", "image/jpeg")]
    [InlineData("no type at all", "image/png")]
    public async Task A_caller_may_ask_for_another_format(string accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}?maxSide=16&strength=0") { Content = Body(TestPhoto.WithoutFace()) };
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var answer = await app.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("", 320, 240)]
    [InlineData("?maxSide=2048", 320, 240)]
    [InlineData("?maxSide=100", 100, 75)]
    public async Task A_picture_is_as_large_as_asked_and_never_larger_than_its_photo(string query, int width, int height)
    {
        using var picture = Image.NewFromBuffer(await PaintAsync(TestPhoto.WithoutFace(), Address + query));

        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task The_same_photo_twice_gives_the_same_bytes()
    {
        var first = await PaintAsync(TestPhoto.Face, $"{Address}?maxSide=300");

        Assert.Equal(first, await PaintAsync(TestPhoto.Face, $"{Address}?maxSide=300"));
        Assert.NotEqual(first, await PaintAsync(TestPhoto.Face, $"{Address}?maxSide=300&strength=0.5"));
    }

    [Fact]
    public async Task Where_and_with_what_a_photo_was_taken_does_not_come_back_and_the_picture_is_upright()
    {
        var photo = TestPhoto.FaceAs(".jpg", image => image.Mutate(photo =>
        {
            photo.Set(GValue.GIntType, "orientation", 6);
            photo.Set(GValue.RefStrType, "exif-ifd3-GPSLatitude", "48/1 51/1 29/1 (48, 51, 29, Rational, 3 components, 24 bytes)");
            photo.Set(GValue.RefStrType, "exif-ifd0-Model", "A camera (A camera, ASCII, 9 components, 9 bytes)");
        }));
        using var sent = Image.NewFromBuffer(photo);
        Assert.Contains("exif-ifd3-GPSLatitude", sent.GetFields());

        using var picture = Image.NewFromBuffer(await PaintAsync(photo, $"{Address}?strength=0"));

        Assert.DoesNotContain(picture.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal) || field is "xmp-data" or "iptc-data" or "orientation");
        Assert.Equal((sent.Height, sent.Width), (picture.Width, picture.Height));
        // Its first row is what was stored as the first column, from below.
        using var upright = sent.Rot90();
        using var difference = (upright - picture).Abs();
        Assert.InRange(difference.Avg(), 0, 3);
    }

    [Fact]
    public async Task Colours_come_back_as_the_photos_profile_means_them()
    {
        // Display P3's green is far outside of what sRGB shows by the same numbers.
        using var flat = Image.Black(64, 64, 3) + new double[] { 100, 180, 100 };
        using var tagged = flat.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        using var p3 = tagged.IccTransform("p3", inputProfile: "srgb");
        var photo = p3.WriteToBuffer(".png");
        Assert.NotEqual(100, p3[0].Avg(), 5.0);

        using var picture = Image.NewFromBuffer(await PaintAsync(photo, $"{Address}?strength=0"));

        Assert.Equal(new double[] { 100, 180, 100 }, picture.Getpoint(9, 9).Select(value => Math.Round(value / 2) * 2));
        Assert.DoesNotContain("icc-profile-data", picture.GetFields());
    }

    [Theory]
    [InlineData("?strength=1.1", "strength")]
    [InlineData("?strength=-1", "strength")]
    [InlineData("?strength=NaN", "strength")]
    [InlineData("?strength=much", "strength")]
    [InlineData("?maxSide=2049", "maxSide")]
    [InlineData("?maxSide=15", "maxSide")]
    [InlineData("?maxSide=1e3", "maxSide")]
    public async Task Options_that_make_no_sense_are_named(string query, string option)
    {
        var problem = await app.Client.PostAsync(Address + query, Body(TestPhoto.Face)).ProblemAsync(400, "invalid-parameter");

        Assert.Equal([option], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("/api/effects/cubism")]
    [InlineData("/api/effects/..")]
    [InlineData("/api/effects/%2e%2e%2fface-detector")]
    [InlineData("/api/effects/Starry-Night")]
    public async Task An_effect_that_is_none_is_told_with_those_there_are(string address)
    {
        using var answer = await app.Client.PostAsync(address, Body(TestPhoto.Face));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(text.Length == 0 || text.Contains("starry-night", StringComparison.Ordinal), text);
    }

    public static TheoryData<string, byte[], int, string> Refused => new()
    {
        { "nothing", [], 400, "empty-body" },
        { "no photo", "<html>"u8.ToArray(), 415, "format-unsupported" },
        { "HEIC", TestPhoto.Heic(), 415, "format-unsupported" },
        { "half a photo", TestPhoto.Face[..(TestPhoto.Face.Length / 2)], 422, "photo-unreadable" },
        { "a bomb", TestPhoto.Png(20_000, 20_000, 1000), 413, "photo-too-many-pixels" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_photo_that_no_match_takes_is_not_painted_either(string what, byte[] photo, int status, string code)
    {
        Assert.NotEmpty(what);
        await app.Client.PostAsync(Address, Body(photo)).ProblemAsync(status, code);
    }

    [Fact]
    public async Task A_photo_may_come_in_a_form() => Assert.Equal(
        await PaintAsync(TestPhoto.WithoutFace(), Address),
        await (await app.Client.PostAsync(Address, Form(("photo", TestPhoto.WithoutFace())))).Content.ReadAsByteArrayAsync());

    private async Task<byte[]> PaintAsync(byte[] photo, string address)
    {
        using var answer = await app.Client.PostAsync(address, Body(photo));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, answer.StatusCode.ToString());
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string Loader(string type) => type switch { "image/avif" => "heif", "image/jpeg" => "jpeg", _ => type[6..] };
}
