using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using CelebFunctions.Tests.Serving;

namespace CelebFunctions.Tests.Distribution;

public sealed class DistributionTests(PublishedApp published) : IClassFixture<PublishedApp>
{
    private const string File = "/api/models/face-embedder/2.0.0/face-embedder.onnx";

    private readonly SignedApp _signed = published.Signed;
    private readonly ServedApp _app = published.App;

    private static byte[] Network { get; } = System.IO.File.ReadAllBytes(Path.Combine(Repository.Model("face-embedder"), "face-embedder.onnx"));

    private static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Network));

    [Fact]
    public async Task The_list_names_what_is_served_and_each_file_of_it_comes_whole_and_may_be_kept_for_ever()
    {
        var list = await _app.Client.GetAsync("/api/models").OkAsync();

        Assert.Equal(["detector", "embedder", "gallery"], list["models"]!.AsArray().Select(model => (string)model!["kind"]!));
        foreach (var file in list["models"]!.AsArray().SelectMany(model => model!["files"]!.AsArray()))
        {
            using var answer = await _app.Client.GetAsync((string)file!["path"]!);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((string)file["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync())));
            Assert.Equal("public, max-age=31536000, immutable", Assert.Single(answer.Headers.NonValidated["Cache-Control"]));
            Assert.Equal($"\"{file["sha256"]}\"", answer.Headers.ETag!.Tag);
            Assert.Equal(["Accept-Encoding", "Available-Dictionary"], answer.Headers.Vary);
        }
    }

    [Fact]
    public async Task Signed_documents_come_as_they_are_and_are_asked_for_anew()
    {
        foreach (var (address, path) in new[]
        {
            ("/api/models/active.jws", FeedPaths.Active),
            ("/api/models/keys.jws", FeedPaths.Keys),
            ("/api/models/face-embedder/2.0.0/manifest.jws", FeedPaths.Manifest(VersionId.Parse("face-embedder@2.0.0"))),
        })
        {
            using var answer = await _app.Client.GetAsync(address);

            Assert.Equal(await System.IO.File.ReadAllBytesAsync(Path.Combine(_signed.Feed.Folder, path)), await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(("application/jose", true), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoCache));
            using var again = await SendAsync(HttpMethod.Get, address, request => request.Headers.IfNoneMatch.Add(answer.Headers.ETag!));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        }
    }

    [Fact]
    public async Task An_app_takes_the_whole_set_over_this_address_and_verifies_it()
    {
        var updater = new ModelUpdater(
            new AppModelFeed(_app.Client, _app.Client.BaseAddress!),
            new(_signed.Feed.Store("phone")),
            TrustedRoot.Parse(_signed.Feed.RootKey),
            new(),
            TimeProvider.System);

        var outcome = await updater.CheckAsync(default);

        Assert.Equal((UpdateState.Updated, null), (outcome.State, outcome.Reason));
        Assert.Equal(Network, await System.IO.File.ReadAllBytesAsync(Path.Combine(outcome.Set!.Active.Embedder.Folder, "face-embedder.onnx")));
    }

    [Theory]
    [InlineData("bytes=0-99", 0, 100)]
    [InlineData("bytes=1000000-1000000", 1000000, 1)]
    [InlineData("bytes=-7", -7, 7)]
    [InlineData("bytes=100-", 100, -1)]
    [InlineData("bytes=100-999999999", 100, -1)]
    public async Task A_part_comes_as_asked_for(string range, int start, int length)
    {
        var from = start < 0 ? Network.Length + start : start;
        var count = length < 0 ? Network.Length - from : length;

        using var answer = await SendAsync(HttpMethod.Get, File, request => request.Headers.TryAddWithoutValidation("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(Network[from..(from + count)], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes {from}-{from + count - 1}/{Network.Length}", answer.Content.Headers.ContentRange!.ToString());
    }

    [Theory]
    [InlineData("bytes=999999999-")]
    [InlineData("bytes=-0")]
    public async Task A_part_that_is_not_there_is_refused_with_the_size(string range)
    {
        using var answer = await SendAsync(HttpMethod.Get, File, request => request.Headers.TryAddWithoutValidation("Range", range));

        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, Network.Length), (answer.StatusCode, answer.Content.Headers.ContentRange!.Length));
    }

    [Theory]
    [InlineData("bytes=0-9, 20-29")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=9-1")]
    public async Task A_range_that_makes_no_sense_here_gives_the_whole(string range)
    {
        using var answer = await SendAsync(HttpMethod.Get, File, request => request.Headers.TryAddWithoutValidation("Range", range));

        Assert.Equal((HttpStatusCode.OK, Network.Length), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
    }

    [Fact]
    public async Task A_download_goes_on_only_where_the_file_is_still_the_same()
    {
        using var same = await SendAsync(HttpMethod.Get, File, request =>
        {
            request.Headers.Range = new(10, null);
            request.Headers.IfRange = new(new EntityTagHeaderValue($"\"{Sha256}\""));
        });
        using var other = await SendAsync(HttpMethod.Get, File, request =>
        {
            request.Headers.Range = new(10, null);
            request.Headers.IfRange = new(new EntityTagHeaderValue("\"another\""));
        });

        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.OK), (same.StatusCode, other.StatusCode));
    }

    [Theory]
    [InlineData("/api/models")]
    [InlineData("/api/models/face-embedder")]
    [InlineData("/api/models/active.jws")]
    [InlineData(File)]
    public async Task Head_tells_what_get_would_without_the_body(string address)
    {
        using var get = await _app.Client.GetAsync(address);
        using var head = await SendAsync(HttpMethod.Head, address, _ => { });

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal((get.Headers.ETag, get.Content.Headers.ContentLength), (head.Headers.ETag, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Who_has_the_file_is_not_sent_it_again()
    {
        using var answer = await SendAsync(HttpMethod.Get, File, request => request.Headers.IfNoneMatch.Add(new($"\"{Sha256}\"")));

        Assert.Equal((HttpStatusCode.NotModified, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
        Assert.True(answer.Headers.Contains("x-request-id"));
    }

    [Fact]
    public async Task Who_has_an_older_gallery_is_sent_what_the_newer_differs_in()
    {
        var old = await _app.Client.GetByteArrayAsync("/api/models/composites/2.0.0/composites.safetensors");
        using var set = CelebFunctions.Serving.ServingSetReader.Read(new() { Models = Repository.Models, Galleries = "none" }, TimeProvider.System);
        await _signed.PublishGalleryAsync("2.0.1", folder => TestGalleries.WriteComposites(folder, set, "2.0.1"));
        const string Newer = "/api/models/composites/2.0.1/composites.safetensors";
        var whole = await _app.Client.GetByteArrayAsync(Newer);

        using var delta = await SendAsync(HttpMethod.Get, Newer, request => Offer(request, old));
        using var unasked = await SendAsync(HttpMethod.Get, Newer, request => request.Headers.Add("Available-Dictionary", $":{Convert.ToBase64String(SHA256.HashData(old))}:"));
        using var unknown = await SendAsync(HttpMethod.Get, Newer, request => Offer(request, [1, 2, 3]));

        var bytes = await delta.Content.ReadAsByteArrayAsync();
        Assert.Equal(["dcz"], delta.Content.Headers.ContentEncoding);
        Assert.True(bytes.Length < whole.Length);
        Assert.Equal(whole, DictionaryDelta.Apply(old, bytes, whole.Length));
        Assert.NotEqual(delta.Headers.ETag, unasked.Headers.ETag);
        foreach (var answer in new[] { unasked, unknown })
        {
            Assert.Empty(answer.Content.Headers.ContentEncoding);
            Assert.Equal(whole, await answer.Content.ReadAsByteArrayAsync());
        }
        foreach (var answer in new[] { delta, unasked, unknown })
            Assert.Equal(["Accept-Encoding", "Available-Dictionary"], answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/api/models/nobody")]
    [InlineData("/api/models/..%2Fkeys.jws")]
    [InlineData("/api/models/face-embedder/9.9.9/face-embedder.onnx")]
    [InlineData("/api/models/face-embedder/2.0.0/other.onnx")]
    [InlineData("/api/models/face-embedder/2.0.0/..%2F..%2F..%2Fkeys.jws")]
    [InlineData("/api/models/face-embedder/..%2F2.0.0/face-embedder.onnx")]
    public async Task What_is_not_published_is_a_problem_that_says_what_is(string address)
    {
        var problem = await _app.Client.GetAsync(address).ProblemAsync(404, "model-unknown");

        Assert.NotEmpty((string)problem["detail"]!);
    }

    [Fact]
    public async Task Versions_of_a_name_are_listed_oldest_first()
    {
        await _signed.PublishAsync("2.0.10");
        await _signed.PublishAsync("2.0.9");

        var versions = await _app.Client.GetAsync("/api/models/face-detector").OkAsync();

        Assert.Equal(["face-detector@2.0.0", "face-detector@2.0.9", "face-detector@2.0.10"], versions["versions"]!.AsArray().Select(version => (string)version!["id"]!));
    }

    [Fact]
    public async Task Without_a_feed_what_is_built_in_is_handed_out_unsigned()
    {
        await using var app = await ServedApp.StartAsync();

        var list = await app.Client.GetAsync("/api/models").OkAsync();

        Assert.Null(list["set"]);
        foreach (var model in list["models"]!.AsArray())
        {
            Assert.Null(model!["manifest"]);
            foreach (var file in model["files"]!.AsArray())
                Assert.Equal((string)file!["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(await app.Client.GetByteArrayAsync((string)file["path"]!))));
        }
        await app.Client.GetAsync("/api/models/active.jws").ProblemAsync(404, "model-unknown");
    }

    [Fact]
    public async Task What_is_built_in_says_how_its_networks_are_used_and_has_its_galleries_slim_too()
    {
        await using var app = await ServedApp.StartAsync();

        var models = (await app.Client.GetAsync("/api/models").OkAsync())["models"]!.AsArray();

        foreach (var network in models.Where(model => (string)model!["kind"]! != "gallery"))
        {
            var manifest = Assert.Single(network!["files"]!.AsArray(), file => (string)file!["name"]! == "manifest.json")!;
            Assert.Null(manifest["precision"]);
            var said = await app.Client.GetAsync((string)manifest["path"]!).OkAsync();
            Assert.Equal((string)network["id"]!, $"{said["name"]}@{said["version"]}");
        }
        foreach (var gallery in models.Where(model => (string)model!["kind"]! == "gallery"))
        {
            var files = gallery!["files"]!.AsArray();
            Assert.Equal([".safetensors", ".slim.safetensors"], files.Select(file => ((string)file!["name"]!)[((string)file["name"]!).IndexOf('.', StringComparison.Ordinal)..]));
            Assert.InRange((long)files[1]!["size"]!, 1, (long)files[0]!["size"]! - 1);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(method, address);
        change(request);
        return await _app.Client.SendAsync(request);
    }

    private static void Offer(HttpRequestMessage request, byte[] dictionary)
    {
        request.Headers.Add("Available-Dictionary", $":{Convert.ToBase64String(SHA256.HashData(dictionary))}:");
        request.Headers.Add("Accept-Encoding", "gzip, dcz");
    }
}
