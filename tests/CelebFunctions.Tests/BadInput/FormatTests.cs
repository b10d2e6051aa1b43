using NetVips;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.BadInput;

/// <summary>Photos in every coat that phones, cameras and programs give them.</summary>
[Collection(ServedAppCollection.Name)]
public sealed class FormatTests(ServedApp app)
{
    [Fact]
    public Task A_GIF_that_is_called_JPEG_works() => FindsHerAsync(TestPhoto.FaceAs(".gif"));

    [Fact]
    public Task A_PNG_works() => FindsHerAsync(TestPhoto.FaceAs(".png"));

    [Fact]
    public Task A_WebP_works() => FindsHerAsync(TestPhoto.FaceAs(".webp"));

    [Fact]
    public Task An_AVIF_works() => FindsHerAsync(TestPhoto.FaceAs(".avif"));

    [Fact]
    public Task A_TIFF_works() => FindsHerAsync(TestPhoto.FaceAs(".tif"));

    [Fact]
    public Task A_progressive_JPEG_works() => FindsHerAsync(TestPhoto.FaceAs(".jpg[interlace]"));

    [Fact]
    public Task A_CMYK_JPEG_works() => FindsHerAsync(TestPhoto.FaceAs(".jpg", image => image.Colourspace(Enums.Interpretation.Cmyk)));

    [Fact]
    public Task A_greyscale_JPEG_works() => FindsHerAsync(TestPhoto.FaceAs(".jpg", image => image.Colourspace(Enums.Interpretation.Bw)));

    [Fact]
    public Task A_PNG_of_sixteen_bits_works() => FindsHerAsync(TestPhoto.FaceAs(".png", image => image.Colourspace(Enums.Interpretation.Rgb16)));

    [Fact]
    public Task A_transparent_PNG_works_and_stands_on_white() => FindsHerAsync(TestPhoto.FaceAs(".png", image =>
    {
        // Black all over, more or less transparent: without the white below there is nothing to see.
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        using var transparent = grey.Invert();
        using var black = grey.Linear([0], [0], uchar: true);
        return black.Bandjoin(transparent);
    }));

    [Fact]
    public Task A_photo_with_a_colour_profile_works() =>
        FindsHerAsync(TestPhoto.FaceAs(".jpg[profile=p3]", image => image.IccTransform("p3", inputProfile: "srgb")));

    [Fact]
    public Task A_declared_type_that_is_wrong_is_ignored() => FindsHerAsync(TestPhoto.Face, "text/plain");

    [Fact]
    public Task No_declared_type_at_all_works() => FindsHerAsync(TestPhoto.Face, null);

    [Fact]
    public Task A_declared_type_that_is_nonsense_works() => FindsHerAsync(TestPhoto.Face, "multipart/mixed");

    [Fact]
    public async Task HEIC_is_refused_with_the_advice_to_send_JPEG()
    {
        var problem = await app.Client.PostAsync("/api/match", Body(TestPhoto.Heic(), "image/heic")).ProblemAsync(415, "format-unsupported");

        Assert.Contains("HEIC", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Contains("JPEG", (string?)problem["detail"], StringComparison.Ordinal);
    }

    private async Task FindsHerAsync(byte[] photo, string? declared = "image/jpeg")
    {
        var answer = await app.Client.PostAsync("/api/match", Body(photo, declared)).OkAsync();

        var match = Assert.Single(answer["faces"]!.AsArray())!["matches"]![0]!;
        Assert.Equal(TestGalleries.First, (string?)match["person"]!["name"]);
        // The other composite is at 0.8: colours that came out wrong would be noticed.
        Assert.InRange((double)match["similarity"]!, 0.9, 1);
    }
}
