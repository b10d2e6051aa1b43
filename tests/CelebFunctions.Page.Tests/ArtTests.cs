using NetVips;
using OpenQA.Selenium;

namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class ArtTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");

    [Fact]
    public async Task A_photo_is_painted_as_the_API_paints_it_and_can_be_kept()
    {
        var page = fixture.Open();
        page.Choose(Portrait);
        // The page's own policy lets nobody fetch what the link leads to.
        page.Run("""
            const real = URL.createObjectURL;
            URL.createObjectURL = (picture) => {
              const reader = new FileReader();
              reader.onload = () => { window.kept64 = reader.result.split(',')[1]; };
              reader.readAsDataURL(picture);
              return real.call(URL, picture);
            };
            """);

        Paint(page, "Starry");

        Assert.Contains("Vincent van Gogh", page.Find("#art-said").Text, StringComparison.Ordinal);
        Assert.Equal("true", page.Ask<string>("document.querySelector('#effects [aria-pressed=true]').ariaPressed"));
        Assert.Equal("composite-1-starry-night.jpg", page.Find("#keep").GetAttribute("download"));
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(Portrait));
        using var answer = await fixture.Host.Client.PostAsync("/api/effects/starry-night", body);
        page.WaitUntil("window.kept64");
        var kept = page.Ask<string>("window.kept64");
        Assert.Equal(Convert.ToBase64String(await answer.Content.ReadAsByteArrayAsync()), kept);
    }

    [Fact]
    public void The_slider_shows_the_photo_on_its_left_and_the_painting_on_its_right()
    {
        var page = fixture.Open();
        page.Choose(Portrait);
        Paint(page, "Starry");

        page.Find("#reveal").SendKeys(Keys.Home);
        Assert.Equal("inset(0px 0px 0px 0%)", Clip(page));
        page.Find("#reveal").SendKeys(Keys.ArrowRight);
        Assert.Equal("inset(0px 0px 0px 1%)", Clip(page));
        page.Find("#reveal").SendKeys(Keys.End);
        Assert.Equal("inset(0px 0px 0px 100%)", Clip(page));

        // Both lie in the same place, so that the one covers the other.
        var places = page.Ask<double[][]>("[photo, painted].map((image) => { const box = image.getBoundingClientRect(); return [box.left, box.top, box.width, box.height].map(Math.round); })");
        Assert.Equal(places[0], places[1]);
        Assert.False(page.Shows("#overlay"));
    }

    [Fact]
    public void Another_photo_starts_anew()
    {
        var page = fixture.Open();
        page.Choose(Portrait);
        Paint(page, "Starry");

        page.Choose(Repository.Picture("landscape.jpg"));
        page.WaitUntil("!art.hidden");

        Assert.False(page.Shows("#compare"));
        Assert.False(page.Shows("#painted"));
        Assert.False(page.Shows("#keep"));
        Paint(page, "Wave");
        Assert.Equal("landscape-great-wave.jpg", page.Find("#keep").GetAttribute("download"));
    }

    [Fact]
    public void A_photo_that_the_browser_cannot_show_is_painted_all_the_same()
    {
        using var image = Image.NewFromFile(Portrait);
        var page = fixture.Open();
        page.Choose(fixture.Write("portrait.tif", image.WriteToBuffer(".tif")));

        Paint(page, "Wave");

        Assert.True(page.Shows("#painted"));
        Assert.False(page.Shows("#compare"));
        Assert.Equal("portrait-great-wave.jpg", page.Find("#keep").GetAttribute("download"));
    }

    [Fact]
    public void What_goes_wrong_is_said_and_the_answer_stays()
    {
        var page = fixture.Open();
        page.Choose(Portrait);
        var sentence = page.Sentence;
        page.WaitUntil("!art.hidden");
        page.Run("const real = window.fetch; window.fetch = (path, ...rest) => real(path.replace('starry-night', 'cubism'), ...rest);");

        page.Run("[...document.querySelectorAll('#effects button')].find((button) => button.textContent.includes('Starry')).click()");
        page.WaitUntil("art.ariaBusy === 'false' && document.querySelector('#art-said').textContent.includes('There is no effect')");

        Assert.Equal(sentence, page.Sentence);
        Assert.False(page.Shows("#keep"));
        Assert.Empty(page.Texts("#effects [aria-pressed=true]"));
    }

    private static void Paint(Page page, string title)
    {
        page.WaitUntil("!art.hidden");
        page.Run($"[...document.querySelectorAll('#effects button')].find((button) => button.textContent.includes('{title}')).click()");
        page.WaitUntil("!kept.hidden");
    }

    private static string Clip(Page page) => page.Ask<string>("getComputedStyle(painted).clipPath");
}
