using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CelebFunctions.Page.Tests.Device;

/// <summary>Nothing runs on the visitor's device that is not what a manifest names.</summary>
[Collection(PageTestGroup.Name)]
public sealed class VerificationTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");

    [Fact]
    public async Task A_tampered_file_is_refused_and_not_kept()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        Tamper(page, "face-embedder.int8.onnx", "bytes[bytes.length - 1] ^= 1");

        page.TurnToDevice();

        Assert.StartsWith("The file face-embedder.int8.onnx is not the one that its manifest names", page.Find("#place-said").Text, StringComparison.Ordinal);
        page.Choose(Portrait);
        Assert.Equal("trouble", page.State);
        Assert.Equal("The file face-embedder.int8.onnx is not the one that its manifest names: its SHA-256 is another.", page.Sentence);
        Assert.Equal("It was not used.", page.Message);
        Assert.DoesNotContain(await Sha256Async(host, "face-embedder.int8.onnx"), page.Await<string[]>("return (await (await caches.open('models')).keys()).map(({ url }) => url.split('/').at(-1))"));
        Assert.DoesNotContain(page.Requests(), url => url.Contains("api/match", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kept_file_that_was_damaged_is_fetched_again()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        page.TurnToDevice();
        var embedder = await Sha256Async(host, "face-embedder.int8.onnx");
        page.Await<object>("await (await caches.open('models')).put(`api/models/sha256/${given[0]}`, new Response('damaged'))", embedder);
        page.Requests();

        page.Reload();
        page.WaitUntilReady();

        Assert.Equal(["face-embedder.int8.onnx"], page.Requests().Where(url => url.EndsWith(".onnx", StringComparison.Ordinal)).Select(url => url.Split('/')[^1]));
        page.Choose(Portrait);
        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_set_is_verified_to_its_root_and_an_older_one_is_refused()
    {
        using var feed = await PublishAsync();
        await using var host = await ServeAsync(feed);
        var page = fixture.Browser.Open(host.Address);

        page.TurnToDevice();
        page.Choose(Portrait);

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, page.Ask<int>("JSON.parse(localStorage.getItem('device-models')).number"));
        var requests = page.Requests();
        Assert.Equal(3, requests.Count(url => url.EndsWith("/manifest.jws", StringComparison.Ordinal)));
        Assert.Contains(requests, url => url.EndsWith(".slim.safetensors", StringComparison.Ordinal));

        page.Run("localStorage.setItem('device-models', JSON.stringify({ ...JSON.parse(localStorage.getItem('device-models')), number: 7 }))");
        page.Reload();
        page.WaitUntilReady();
        Assert.StartsWith("Older models were offered than this device has seen.", page.Find("#place-said").Text, StringComparison.Ordinal);
        page.Choose(Portrait);
        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys.jws", "The signature of keys.jws is wrong")]
    [InlineData("active.jws", "The signature of active.jws is wrong")]
    [InlineData("manifest.jws", "The signature of The manifest of face-detector@")]
    public async Task A_signed_document_that_was_changed_is_refused(string document, string why)
    {
        using var feed = await PublishAsync();
        await using var host = await ServeAsync(feed);
        var page = fixture.Browser.Open(host.Address);
        // A letter in the middle of the signature.
        Tamper(page, document, "const at = bytes.length - 40; bytes[at] = bytes[at] === 65 ? 66 : 65");

        page.TurnToDevice();

        Assert.StartsWith(why, page.Find("#place-said").Text, StringComparison.Ordinal);
    }

    /// <summary>Has somebody between the server and the page change what comes.</summary>
    private static void Tamper(Page page, string file, string change) => page.Run($$"""
        const real = window.fetch;
        window.fetch = async (...call) => {
          const answer = await real(...call);
          if (!String(call[0]).endsWith(arguments[0])) return answer;
          const bytes = new Uint8Array(await answer.arrayBuffer());
          {{change}};
          return new Response(bytes, answer);
        };
        """.Replace("arguments[0]", $"'{file}'", StringComparison.Ordinal));

    private static async Task<string> Sha256Async(PageHost host, string file) =>
        (string)(await host.Client.GetFromJsonAsync<JsonNode>("/api/models"))!["models"]!.AsArray()
            .SelectMany(model => model!["files"]!.AsArray()).Single(one => (string)one!["name"]! == file)!["sha256"]!;

    private async Task<SignedFeed> PublishAsync()
    {
        var feed = await SignedFeed.CreateAsync();
        await feed.Sets.ActivateAsync(
            [
                await feed.PublishAsync(Repository.Model("face-detector")),
                await feed.PublishAsync(Repository.Model("face-embedder")),
                await feed.PublishAsync(fixture.Gallery),
            ],
            default);
        return feed;
    }

    private async Task<PageHost> ServeAsync(SignedFeed feed)
    {
        var host = await fixture.OwnHostAsync(
            ("Celeb:Serving:Feed", feed.Folder), ("Celeb:Serving:RootKey", feed.RootKey), ("Celeb:Serving:Store", feed.Store()), ("Celeb:Serving:RefreshSeconds", "1"));
        while ((await host.Client.GetFromJsonAsync<JsonNode>("/api/models"))!["set"] is null)
            await Task.Delay(50);
        return host;
    }
}
