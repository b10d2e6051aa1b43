using System.Text.RegularExpressions;
using CelebFunctions.Feeds;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using CelebFunctions.Storage;

namespace CelebFunctions.Cli.Tests.Models;

/// <summary>The registry in a blob container of Azurite.</summary>
public sealed class BlobRegistryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_machine_takes_from_a_blob_container_what_was_published_there()
    {
        using var folder = new TemporaryFolder();
        var registry = new CopiedRegistry(folder);
        await registry.DoAsync("models", "keygen", registry.Keys);
        await RunAsync("models", "rotate", "--root", registry.RootKey, "--key", registry.Key, "--to", "blob:travels");
        foreach (var source in new[] { Repository.Model("face-detector"), Repository.Model("face-embedder"), DrawnGallery.Write(folder, "Ann Lee", "Bob Ray") })
            await RunAsync("models", "publish", source, "--key", registry.Key, "--to", "blob:travels");
        await RunAsync("models", "activate", Repository.ModelId("face-detector"), Repository.ModelId("face-embedder"), "drawn@1.2.3", "--key", registry.Key, "--to", "blob:travels");
        var feed = new BlobModelRegistry(azurite.Blobs, "travels");
        var updater = new ModelUpdater(feed, new(folder["machine"]), TrustedRoot.Parse(await File.ReadAllTextAsync(registry.RootPublic)), new(), TimeProvider.System);

        var first = await updater.CheckAsync(default);
        await RunAsync("gallery", "remove", "Bob Ray", "--gallery", registry.Gallery);
        await RunAsync("models", "publish", registry.Gallery, "--key", registry.Key, "--to", "blob:travels");
        var second = await updater.CheckAsync(default);

        Assert.Equal((UpdateState.Updated, null, 1), (first.State, first.Reason, first.Set!.Number));
        Assert.Equal((UpdateState.Updated, 2, "1.2.4"), (second.State, second.Set!.Number, second.Set.Active.Galleries.Single().Id.Version));
        Assert.Null(await feed.OpenAsync("models/drawn/1.2.3/manifest.jws", 0, default));
    }

    [Fact]
    public async Task A_blob_is_read_from_an_offset_created_once_and_listed_by_its_prefix()
    {
        var registry = new BlobModelRegistry(azurite.Blobs, "pieces");

        Assert.Null(await registry.OpenAsync("a/b.bin", 0, default));
        Assert.True(await registry.TryCreateAsync("a/b.bin", new byte[] { 1, 2, 3, 4 }, default));
        Assert.False(await registry.TryCreateAsync("a/b.bin", new byte[] { 9 }, default));

        Assert.Equal("2 of 4: 0304", await ReadAsync(2));
        Assert.Equal("4 of 4: ", await ReadAsync(4));
        Assert.Equal("4 of 4: ", await ReadAsync(9));
        Assert.Equal(["a/b.bin"], await registry.ListAsync("a/", default).ToArrayAsync());
        Assert.True(await registry.DeleteAsync("a/b.bin", default));
        Assert.False(await registry.DeleteAsync("a/b.bin", default));

        async Task<string> ReadAsync(long offset)
        {
            await using var file = (await registry.OpenAsync("a/b.bin", offset, default))!;
            using var content = new MemoryStream();
            await file.Content.CopyToAsync(content);
            return $"{file.Offset} of {file.Length}: {Convert.ToHexString(content.ToArray())}";
        }
    }

    [Fact]
    public async Task A_storage_that_refuses_us_is_a_feed_out_of_reach()
    {
        using var folder = new TemporaryFolder();
        using var root = SigningKey.Create();
        var locked = new StorageConnection { ConnectionString = Regex.Replace(azurite.ConnectionString, "AccountKey=[^;]+", "AccountKey=AAAA") };
        var updater = new ModelUpdater(new BlobModelRegistry(new(locked)), new(folder.Path), TrustedRoot.Of(root.Public), new(), TimeProvider.System);

        var outcome = await updater.CheckAsync(default);

        Assert.Equal(UpdateState.Unreachable, outcome.State);
        Assert.StartsWith("The container 'models': ", outcome.Reason, StringComparison.Ordinal);
    }

    private async Task RunAsync(params string[] arguments)
    {
        var run = await CelebProcess.RunAsync(azurite.ConnectionString, arguments);
        Assert.True(run.Status == CelebCommand.Done, run.Error);
    }
}
