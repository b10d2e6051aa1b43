using System.Net;
using System.Text;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Storage.Tests;

[Collection(AzuriteCollection.Name)]
public sealed class BlobStoreTests(AzuriteFixture azurite)
{
    private readonly BlobStore _blobs = azurite.Blobs;

    [Fact]
    public async Task A_blob_is_created_once_however_many_try()
    {
        var container = await azurite.NewContainerAsync();

        var created = await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
            (writer, won: await _blobs.TryCreateAsync(container, "a/result.json", Text($"writer {writer}"), "application/json", default))));

        var winner = Assert.Single(created, attempt => attempt.won).writer;
        Assert.Equal($"writer {winner}", await ReadAsync(container, "a/result.json"));
    }

    [Fact]
    public async Task A_blob_that_changed_since_it_was_read_is_not_replaced()
    {
        var container = await azurite.NewContainerAsync();
        await _blobs.TryCreateAsync(container, "counter", Text("0"), "text/plain", default);

        // Sixteen count to sixteen only if none overwrites what another one wrote.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => IncrementAsync(container)));

        Assert.Equal("16", await ReadAsync(container, "counter"));
    }

    [Fact]
    public async Task A_blob_that_is_gone_is_not_replaced()
    {
        var container = await azurite.NewContainerAsync();
        await _blobs.TryCreateAsync(container, "blob", Text("first"), "text/plain", default);
        var read = await _blobs.ReadAsync(container, "blob", 100, default);
        await _blobs.DeleteAsync(container, "blob", default);

        Assert.False(await _blobs.TryReplaceAsync(container, "blob", Text("second"), "text/plain", read!.ETag, default));
        Assert.Null(await _blobs.ReadAsync(container, "blob", 100, default));
    }

    [Fact]
    public async Task A_blob_that_changed_since_it_was_read_is_not_deleted()
    {
        var container = await azurite.NewContainerAsync();
        await azurite.Blobs.WriteAsync(container, "a", new byte[] { 1 }, "text/plain", default);
        var read = await azurite.Blobs.ReadAsync(container, "a", 10, default);
        await azurite.Blobs.WriteAsync(container, "a", new byte[] { 1 }, "text/plain", default);

        Assert.False(await azurite.Blobs.TryDeleteAsync(container, "a", read!.ETag, default));
        var again = await azurite.Blobs.ReadAsync(container, "a", 10, default);
        Assert.True(await azurite.Blobs.TryDeleteAsync(container, "a", again!.ETag, default));
        Assert.False(await azurite.Blobs.TryDeleteAsync(container, "a", again.ETag, default));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_no_error()
    {
        var container = await azurite.NewContainerAsync();

        Assert.Null(await _blobs.ReadAsync(container, "nothing", 100, default));
        Assert.Null(await _blobs.ReadAsync(AzuriteFixture.NewName("nowhere"), "nothing", 100, default));
        Assert.False(await _blobs.DeleteAsync(container, "nothing", default));
        Assert.Empty(await _blobs.ListAsync(AzuriteFixture.NewName("nowhere"), "", default).ToListAsync());
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(99, false)]
    public async Task A_blob_is_read_up_to_a_limit(int limit, bool reads)
    {
        var container = await azurite.NewContainerAsync();
        var content = Enumerable.Range(0, 100).Select(i => (byte)(i * 7)).ToArray();
        await _blobs.TryCreateAsync(container, "blob", content, "application/octet-stream", default);

        if (reads)
            Assert.Equal(content, (await _blobs.ReadAsync(container, "blob", limit, default))!.Content.ToArray());
        else
            await Assert.ThrowsAsync<BlobTooLargeException>(() => _blobs.ReadAsync(container, "blob", limit, default));
    }

    [Fact]
    public async Task Names_are_listed_in_their_order_by_what_they_begin_with()
    {
        var container = await azurite.NewContainerAsync();
        foreach (var name in new[] { "b/2", "a/10", "b/10", "b 1", "c/ü&?%" })
            await _blobs.TryCreateAsync(container, name, Text(name), "text/plain", default);

        Assert.Equal(["b/10", "b/2"], await _blobs.ListAsync(container, "b/", default).ToListAsync());
        Assert.Equal("c/ü&?%", await ReadAsync(container, "c/ü&?%"));
    }

    [Fact]
    public async Task A_container_may_be_made_again_and_what_it_holds_stays()
    {
        var container = await azurite.NewContainerAsync();
        await _blobs.TryCreateAsync(container, "blob", Text("here"), "text/plain", default);

        await _blobs.EnsureContainerAsync(container, default);

        Assert.Equal("here", await ReadAsync(container, "blob"));
    }

    [Fact]
    public async Task A_blob_is_listed_with_its_marks_and_when_it_was_written()
    {
        var container = await azurite.NewContainerAsync();
        await _blobs.TryCreateAsync(container, "a", Text("a"), "text/plain", new Dictionary<string, string> { ["status"] = "Failed" }, default);
        await _blobs.TryCreateAsync(container, "b", Text("b"), "text/plain", default);

        var blobs = await _blobs.ScanAsync(container, "", default).ToListAsync();

        Assert.Equal(["a", "b"], blobs.Select(blob => blob.Name));
        Assert.Equal("Failed", blobs[0].Marks["status"]);
        Assert.Empty(blobs[1].Marks);
        Assert.All(blobs, blob => Assert.InRange(blob.CreatedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    [Theory]
    [InlineData(5, HttpStatusCode.Created)]
    [InlineData(-1, HttpStatusCode.Forbidden)]
    public async Task An_upload_link_is_good_until_its_time_is_over(int minutes, HttpStatusCode status)
    {
        var container = await azurite.NewContainerAsync();
        var link = Assert.Single(await _blobs.UploadLinksAsync(container, ["photo"], DateTimeOffset.UtcNow.AddMinutes(minutes), default));
        using var client = new HttpClient();
        using var put = new HttpRequestMessage(HttpMethod.Put, link) { Content = new ByteArrayContent([1]), Headers = { { "x-ms-blob-type", "BlockBlob" } } };

        using var answer = await client.SendAsync(put);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.Created, await _blobs.ExistsAsync(container, "photo", default));
    }

    [Fact]
    public async Task Pages_may_upload_where_that_was_allowed()
    {
        await _blobs.AllowUploadsFromPagesAsync(default);
        var container = await azurite.NewContainerAsync();
        var link = Assert.Single(await _blobs.UploadLinksAsync(container, ["photo"], DateTimeOffset.UtcNow.AddMinutes(5), default));
        using var client = new HttpClient();
        // What a browser asks before it sends a photo from a page of another origin.
        using var preflight = new HttpRequestMessage(HttpMethod.Options, link)
        {
            Headers =
            {
                { "Origin", "http://localhost:7071" }, { "Access-Control-Request-Method", "PUT" }, { "Access-Control-Request-Headers", "x-ms-blob-type,content-type" },
            },
        };

        using var answer = await client.SendAsync(preflight);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")), new[] { "*", "http://localhost:7071" });
    }

    private async Task IncrementAsync(string container)
    {
        while (true)
        {
            var read = await _blobs.ReadAsync(container, "counter", 100, default);
            var next = int.Parse(Encoding.UTF8.GetString(read!.Content.Span)) + 1;
            if (await _blobs.TryReplaceAsync(container, "counter", Text($"{next}"), "text/plain", read.ETag, default))
                return;
        }
    }

    private async Task<string> ReadAsync(string container, string name) =>
        Encoding.UTF8.GetString((await _blobs.ReadAsync(container, name, 1000, default))!.Content.Span);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
