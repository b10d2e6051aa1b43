using System.Text;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.BadInput;

/// <summary>Bodies that are no photo, or none to be looked at. Each is one call of an app that must go on.</summary>
[Collection(ServedAppCollection.Name)]
public sealed class PhotoTests(ServedApp app) : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>After each: the app still answers a good photo.</summary>
    public async Task DisposeAsync() => await app.Client.PostAsync("/api/match", Body(TestPhoto.Face)).OkAsync();

    [Fact]
    public Task An_empty_body_is_refused() => PostAsync([]).ProblemAsync(400, "empty-body");

    [Fact]
    public async Task Text_is_refused_with_the_formats_that_work()
    {
        var problem = await PostAsync(Encoding.UTF8.GetBytes("Who do I look like?")).ProblemAsync(415, "format-unsupported");

        Assert.Contains("JPEG, PNG, WebP, AVIF, TIFF or GIF", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".webp")]
    public async Task A_truncated_photo_is_unreadable(string suffix)
    {
        var whole = TestPhoto.FaceAs(suffix);

        await PostAsync(whole[..(whole.Length / 2)]).ProblemAsync(422, "photo-unreadable");
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".gif")]
    public async Task The_first_bytes_of_a_photo_alone_are_unreadable(string suffix) =>
        await PostAsync(TestPhoto.FaceAs(suffix)[..12]).ProblemAsync(422, "photo-unreadable");

    [Fact]
    public async Task A_photo_without_a_face_is_an_answer_with_advice()
    {
        var answer = await PostAsync(TestPhoto.WithoutFace()).OkAsync();

        Assert.Empty(answer["faces"]!.AsArray());
        Assert.Null(answer["sentence"]);
        Assert.Equal("no-face", (string?)answer["advice"]!["code"]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3000)]
    [InlineData(3000, 1)]
    public async Task A_photo_with_next_to_no_pixels_has_no_face(int width, int height)
    {
        var answer = await PostAsync(TestPhoto.WithoutFace(width, height)).OkAsync();

        Assert.Empty(answer["faces"]!.AsArray());
        Assert.Equal((width, height), ((int)answer["photo"]!["width"]!, (int)answer["photo"]!["height"]!));
    }

    [Fact]
    public async Task A_header_of_thirty_thousand_by_thirty_thousand_is_refused_before_any_pixel()
    {
        var problem = await PostAsync(TestPhoto.Png(30_000, 30_000, inflated: 30_001)).ProblemAsync(413, "photo-too-many-pixels");

        Assert.Contains("30,000 × 30,000", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_small_file_of_a_hundred_megapixels_is_looked_at_and_nobody_is_in_it()
    {
        var answer = await PostAsync(TestPhoto.Png(10_000, 10_000, inflated: 10_001L * 10_000)).OkAsync();

        Assert.Empty(answer["faces"]!.AsArray());
    }

    [Theory]
    [InlineData(400_000_000L, 0L)]
    [InlineData(101 * 100L, 400_000_000L)]
    public async Task A_PNG_that_unpacks_to_more_than_it_says_harms_nobody(long inflated, long text)
    {
        using var answer = await PostAsync(TestPhoto.Png(100, 100, inflated, text));

        // What is beyond the last row, or in a comment too long, may be left unread; what counts is the app that goes on.
        Assert.Contains((int)answer.StatusCode, new[] { 200, 422 });
    }

    [Fact]
    public async Task More_than_twenty_megabytes_are_refused_by_the_length_that_is_declared()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/match") { Content = Body(new byte[21 * Megabyte]) };
        request.Headers.ExpectContinue = true;

        await app.Client.SendAsync(request).ProblemAsync(413, "photo-too-large");
    }

    [Fact]
    public async Task More_than_twenty_megabytes_are_refused_where_no_length_is_declared()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/match") { Content = Body(new byte[21 * Megabyte]) };
        request.Headers.TransferEncodingChunked = true;

        await app.Client.SendAsync(request).ProblemAsync(413, "photo-too-large");
    }

    [Fact]
    public Task More_than_twenty_megabytes_are_refused_in_a_form() =>
        app.Client.PostAsync("/api/match", Form(("photo", new byte[20 * Megabyte + 1]))).ProblemAsync(413, "photo-too-large");

    [Fact]
    public async Task Twenty_megabytes_are_read()
    {
        // A photo and then zeros: the most bytes that a photo may have.
        var photo = new byte[20 * Megabyte];
        TestPhoto.Face.CopyTo(photo, 0);

        var answer = await PostAsync(photo).OkAsync();

        Assert.Single(answer["faces"]!.AsArray());
    }

    private Task<HttpResponseMessage> PostAsync(byte[] body) => app.Client.PostAsync("/api/match", Body(body));
}
