using OpenQA.Selenium;

namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class KeyTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");

    [Fact]
    public async Task A_host_that_asks_for_keys_is_given_one_and_answers()
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address);

        page.Find("#choose").SendKeys(Portrait);
        page.WaitUntil("door.open");
        Assert.Equal("input#key", page.Focus);
        page.Press(PageFixture.FunctionKey, Keys.Enter);
        page.WaitUntilDone();

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_album_asks_for_the_key_once()
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address);

        page.Find("#choose").SendKeys($"{Portrait}\n{Repository.Picture("composite-2.jpg")}");
        page.WaitUntil("door.open");
        page.Press(PageFixture.FunctionKey, Keys.Enter);
        page.WaitUntilAlbumIsDone();

        Assert.Equal(["Ada Quill", "Bo O’Rourke-Lindqvist"], page.Texts("#sheet .name"));
    }

    [Fact]
    public async Task The_key_stays_in_the_tab_and_out_of_every_address()
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address);
        page.Find("#choose").SendKeys(Portrait);
        page.WaitUntil("door.open");
        page.Press(PageFixture.FunctionKey, Keys.Enter);
        page.WaitUntilDone();

        Assert.Equal([PageFixture.FunctionKey], page.Ask<string[]>("Object.values(sessionStorage)"));
        Assert.Equal(0, page.Ask<int>("localStorage.length + document.cookie.length"));
        Assert.DoesNotContain(PageFixture.FunctionKey, page.Address, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Requests(), url => url.Contains(PageFixture.FunctionKey, StringComparison.Ordinal));

        // A second photo is answered without asking.
        page.Choose(Repository.Picture("composite-2.jpg"));
        Assert.Contains("Bo O’Rourke-Lindqvist", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_forgotten_and_asked_for_again()
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address);
        page.Find("#choose").SendKeys(Portrait);
        page.WaitUntil("door.open");
        var asked = page.Find("#door-why").Text;

        page.Press("a wrong key", Keys.Enter);
        page.WaitUntil("door.open && !sessionStorage.length");

        Assert.NotEqual(asked, page.Find("#door-why").Text);
        Assert.Contains("not accepted", page.Find("#door-why").Text, StringComparison.Ordinal);
        Assert.Equal("", page.Ask<string>("key.value"));
    }

    [Fact]
    public async Task A_host_that_asks_for_the_callers_own_key_too_is_given_both()
    {
        await using var storage = await ClientStorage.StartAsync();
        await using var host = await fixture.LockedHostAsync(storage.ConnectionString);
        var page = fixture.Browser.Open(host.Address);
        page.Find("#choose").SendKeys(Portrait);
        page.WaitUntil("door.open");
        page.Press(PageFixture.FunctionKey, Keys.Enter);
        page.WaitUntil("door.open && document.getElementById('key-name').textContent === 'Client key'");

        page.Press(storage.Key, Keys.Enter);
        page.WaitUntilDone();

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Requests(), url => url.Contains(storage.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_no_key_is_told_so_and_may_try_again()
    {
        var page = fixture.Browser.Open((await fixture.LockedHostAsync()).Address);
        page.Find("#choose").SendKeys(Portrait);
        page.WaitUntil("door.open");

        page.Press(Keys.Escape);
        page.WaitUntilDone();

        Assert.Equal("trouble", page.State);
        Assert.Equal("Without the key this app does not answer.", page.Sentence);
        page.Find("#retry").Click();
        page.WaitUntil("door.open");
    }
}
