using OpenQA.Selenium;

namespace CelebFunctions.Page.Tests.Device;

[Collection(PageTestGroup.Name)]
public sealed class DeviceLookTests(PageFixture fixture)
{
    private const int Width = 320;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_switch_its_progress_and_both_timings_fit_a_narrow_phone_in_the_light_and_in_the_dark(bool dark)
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address, Width, 740, dark, touch: true);
        // What comes last is held back until it was looked at.
        page.Run("""
            const real = window.fetch;
            window.released = new Promise((done) => { window.release = done; });
            window.fetch = async (...call) => {
              if (String(call[0]).endsWith('.wasm')) await released;
              return real(...call);
            };
            """);

        page.Turn("device");
        page.WaitUntil("fetched.value > 0.2");
        Assert.Matches(@"^Fetching \d+\.\d MB, once…$", page.Find("#place-said").Text);
        AssertGood("fetching");

        page.Run("release()");
        page.WaitUntilReady();
        Assert.False(page.Shows("#fetched"));
        Assert.Equal("Your photos stay here. It works without a network, too.", page.Find("#place-said").Text);
        AssertGood("ready");

        page.Choose(Repository.Picture("group.jpg"));
        page.Turn("cloud");
        page.WaitUntil("!retry.hidden");
        AssertGood("the offer to send");

        page.Find("#retry").Click();
        page.WaitUntil("document.body.dataset.state === 'answer' && document.querySelectorAll('#timings thead th').length === 2");
        AssertGood("both timings");

        void AssertGood(string state)
        {
            Layout.AssertFits(page, Width, state);
            Layout.AssertStandsOut(page, state);
        }
    }

    [Fact]
    public async Task The_switch_is_reached_and_turned_by_the_keyboard_and_has_names()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        page.WaitUntil("!document.getElementById('place').hidden");

        page.Press(Keys.Tab, Keys.Tab, Keys.ArrowRight);
        page.WaitUntilReady();

        Assert.Equal("device", page.Ask<string>("document.activeElement.value"));
        Assert.Equal(
            ["Where your photo is looked at", "In the cloud", "On this device"],
            page.Ask<string[]>("[...place.querySelectorAll('legend, label')].map((part) => part.textContent)"));
        Assert.Equal("place-said", page.Ask<string>("document.activeElement.getAttribute('aria-describedby')"));
    }
}
