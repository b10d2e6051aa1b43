namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class PictureTests(PageFixture fixture)
{
    private const int Width = 1280;
    private const int Height = 900;

    /// <summary>
    /// Renews the README's picture where <c>CELEB_PAGE_PICTURE</c> names its file, from the repository's folder; with
    /// another gallery where <c>Celeb__Serving__Galleries</c> and <c>Celeb__Serving__DefaultGallery</c> name one.
    /// </summary>
    [Fact]
    public async Task A_whole_answer_fits_a_laptop_s_screen_as_the_picture_of_the_readme_shows_it()
    {
        await using var other = Environment.GetEnvironmentVariable("Celeb__Serving__Galleries") is null ? null : await PageHost.StartAsync();
        var page = fixture.Browser.Open((other ?? fixture.Host).Address, Width, Height, scale: 1.5);

        page.Choose(Repository.Picture("composite-1.jpg"));

        // The answer to its end, long names or short, and nothing of what follows.
        var picture = page.Picture(Width, page.Ask<double>("pick.getBoundingClientRect().top"));
        if (Environment.GetEnvironmentVariable("CELEB_PAGE_PICTURE") is { Length: > 0 } file)
        {
            await File.WriteAllBytesAsync(Path.Combine(Repository.Root, file), picture);
            return;
        }

        Assert.InRange(picture.Length, 10_000, 500_000);
        foreach (var part in new[] { "#sentence", "#photo", "#matches", "#features", "summary" })
            Assert.InRange(page.Ask<double>($"document.querySelector('{part}').getBoundingClientRect().bottom"), 1, Height);
    }
}
