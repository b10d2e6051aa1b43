using System.Net;

namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class SafetyTests(PageFixture fixture)
{
    [Fact]
    public void Nothing_is_loaded_from_elsewhere_and_the_console_stays_silent()
    {
        var page = fixture.Open();
        page.Choose(Repository.Picture("group.jpg"));
        page.Find("#faces label:nth-child(2)").Click();
        page.Find("summary").Click();
        page.Choose(Repository.Picture("landscape.jpg"));

        Assert.Empty(page.Console());
        var own = fixture.Host.Address.AbsoluteUri;
        var requests = page.Requests();
        Assert.Contains($"{own}page/main.js", requests);
        Assert.Equal(2, requests.Count(url => url == $"{own}api/match?faces=all&top=5"));
        Assert.All(requests, url => Assert.True(url.StartsWith(own, StringComparison.Ordinal) || url.StartsWith($"blob:{own}", StringComparison.Ordinal), url));
    }

    [Fact]
    public void The_policy_stops_scripts_styles_and_calls_that_are_not_the_page_s_own()
    {
        var page = fixture.Open();

        page.Run("""
            window.stopped = [];
            document.addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
            const add = (name, text) => document.body.append(Object.assign(document.createElement(name), { textContent: text }));
            add('script', 'window.ran = true');
            add('style', 'body { background: red !important }');
            fetch('https://elsewhere.invalid/').catch(() => {});
            document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.invalid/x.png' }));
            document.body.append(Object.assign(document.createElement('iframe'), { src: '/' }));
            """);
        page.WaitUntil("stopped.length >= 5");

        Assert.Equal(["connect-src", "frame-src", "img-src", "script-src-elem", "style-src-elem"], page.Ask<string[]>("stopped.toSorted()"));
        Assert.False(page.Ask<bool>("'ran' in window"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/page/main.js")]
    [InlineData("/page/device/worker.js")]
    public async Task The_policy_allows_the_page_s_own_files_and_compiled_WebAssembly_and_nothing_more(string address)
    {
        using var answer = await fixture.Host.Client.GetAsync(address);

        Assert.Equal(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
            + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        using var first = await fixture.Host.Client.GetAsync("/page/main.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/page/main.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await fixture.Host.Client.SendAsync(again);
        using var unknown = await fixture.Host.Client.GetAsync("/page/..%2fhost.json");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.NotFound),
            (first.StatusCode, second.StatusCode, unknown.StatusCode));
    }
}
