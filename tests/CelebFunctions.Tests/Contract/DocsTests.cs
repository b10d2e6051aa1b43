using System.Net;
using System.Text.RegularExpressions;

namespace CelebFunctions.Tests.Contract;

[Collection(ServedAppCollection.Name)]
public sealed partial class DocsTests(ServedApp app)
{
    [Theory]
    [InlineData("/api/docs")]
    [InlineData("/api/docs/")]
    public async Task The_page_loads_nothing_from_elsewhere_and_all_that_it_loads_is_there(string path)
    {
        using var page = await app.Client.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        var links = Links().Matches(html).Select(link => link.Groups[1].Value).Where(link => !link.StartsWith('#')).ToArray();

        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("/page/docs.js", links);
        foreach (var link in links)
        {
            Assert.StartsWith("/", link, StringComparison.Ordinal);
            Assert.False(link.StartsWith("//", StringComparison.Ordinal), link);
            Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync(link)).StatusCode);
        }
    }

    [Fact]
    public async Task The_page_has_the_strict_policy_of_the_first_page_and_nothing_inline()
    {
        using var page = await app.Client.GetAsync("/api/docs");
        using var first = await app.Client.GetAsync("/");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal(Assert.Single(first.Headers.GetValues("Content-Security-Policy")), Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?! type=\"module\" src=)", html);
        Assert.DoesNotMatch(" on[a-z]+=", html);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Links();
}
