namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class LookTests(PageFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_stands_out_from_its_ground_in_the_light_and_in_the_dark(bool dark)
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address, dark: dark);
        Assert.Equal(dark, page.Ask<double>("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])") < 128);

        foreach (var state in States(page))
            Layout.AssertStandsOut(page, state);
    }

    [Theory]
    [InlineData(360)] // a small phone
    [InlineData(320)] // what WCAG 2.2 (1.4.10) asks for: 1280 px enlarged four times
    public async Task A_narrow_phone_shows_everything_without_scrolling_sideways_and_large_enough_for_a_thumb(int width)
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address, width, 740, touch: true);

        foreach (var state in States(page))
            Layout.AssertFits(page, width, state);
    }

    [Fact]
    public void A_name_of_the_sentence_is_not_broken_over_lines()
    {
        var page = fixture.Browser.Open(fixture.Host.Address, 360, 740, touch: true);

        page.Choose(Repository.Picture("composite-1.jpg"));

        Assert.Equal([1, 1], page.Ask<int[]>("[...document.querySelectorAll('#sentence strong')].map((name) => name.getClientRects().length)"));
    }

    /// <summary>Takes the page through all that it can show; each is there while its turn lasts.</summary>
    private IEnumerable<string> States(Page page)
    {
        yield return "the start";

        page.Find("#choose").SendKeys(Repository.Picture("group.jpg"));
        page.WaitUntil("door.open");
        yield return "the key's dialog";

        page.Press(PageFixture.FunctionKey, OpenQA.Selenium.Keys.Enter);
        page.WaitUntilDone();
        page.Find("summary").Click();
        yield return "an answer";

        page.Choose(fixture.Write("notes.txt", "Not a photo at all."u8));
        yield return "a refusal";

        using (fixture.Turnstile.Close())
        {
            page.Find("#choose").SendKeys(string.Join('\n', Album()));
            page.WaitUntil("progress.value >= 0.5");
            yield return "an album under way";
        }
        page.WaitUntilAlbumIsDone();
        yield return "an album";

        page.Find("#erase").Click();
        page.WaitUntil("document.body.dataset.state === 'start'");
        yield return "the start after an album";
    }

    private string[] Album() =>
    [
        Repository.Picture("composite-4.jpg"),
        fixture.Write("a-name-as-long-as-cameras-and-messengers-and-people-make-them.jpg", "Not a photo at all."u8),
        Repository.Picture("landscape.jpg"),
    ];
}
