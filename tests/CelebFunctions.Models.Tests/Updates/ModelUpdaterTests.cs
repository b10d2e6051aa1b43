using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Tests.Feeds;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Models.Tests.Updates;

public sealed class ModelUpdaterTests : IDisposable
{
    private readonly SignedFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task A_set_is_fetched_once_and_lies_where_it_says()
    {
        _feed.Serve(1);
        var updater = _feed.Start();

        var first = await updater.CheckAsync(default);
        var bytes = _feed.Hostile.Bytes;
        var second = await updater.CheckAsync(default);

        Assert.Equal((UpdateState.Updated, UpdateState.Unchanged), (first.State, second.State));
        Assert.Equal(first.Set, second.Set);
        Assert.Equal(SignedFeed.NetworkOf(1), first.Set!.Active.Embedder.ReadModel().Network);
        Assert.Equal("face-detector@1.1.0", first.Set.Active.Detector.ReadModel().Manifest.Id);
        using (var gallery = Gallery.Open(first.Set.Active.Galleries.Single().GalleryPath))
            Assert.Equal("ann-lee", gallery.People.Single().Id);
        // The second look costs the two signed documents, no more.
        Assert.InRange(_feed.Hostile.Bytes - bytes, 1, 4096);
    }

    [Fact]
    public async Task A_feed_without_a_set_is_empty_and_one_that_is_silent_is_out_of_reach()
    {
        Assert.Equal((UpdateState.Empty, null), (await _feed.CheckAsync()) is var empty ? (empty.State, empty.Set) : default);

        _feed.Hostile.Down = true;
        var silent = await _feed.CheckAsync();

        Assert.Equal((UpdateState.Unreachable, null, "Nothing answers."), (silent.State, silent.Set, silent.Reason));
    }

    [Fact]
    public async Task After_a_restart_without_a_feed_the_last_set_is_read_and_verified_again()
    {
        _feed.Serve(1);
        await _feed.CheckAsync();
        _feed.Hostile.Down = true;

        Assert.Equal(1, (await _feed.Start().LastAsync(default))?.Number);

        var network = Path.Combine(_feed.StoreFolder, "models", "face-embedder", "1.1.0", "face-embedder.onnx");
        var bytes = await File.ReadAllBytesAsync(network);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(network, bytes);

        Assert.Null(await _feed.Start().LastAsync(default));
        _feed.Hostile.Down = false;
        Assert.Equal(UpdateState.Updated, (await _feed.CheckAsync()).State);
    }

    [Fact]
    public async Task Wherever_a_look_is_cut_off_the_last_set_is_a_whole_one_and_the_next_look_ends_it()
    {
        _feed.Serve(1);
        await _feed.CheckAsync();
        _feed.Serve(2);
        for (var files = 0; ; files++)
        {
            _feed.Hostile.FilesLeft = files;
            var outcome = await _feed.CheckAsync();
            _feed.Hostile.FilesLeft = int.MaxValue;
            if (outcome.State == UpdateState.Updated)
            {
                Assert.True(files > 5);
                break;
            }
            Assert.Equal(1, outcome.Set?.Number);
            Assert.Equal(1, (await _feed.Start().LastAsync(default))?.Number);
        }
        Assert.Equal(2, (await _feed.Start().LastAsync(default))?.Number);
    }

    [Fact]
    public async Task A_look_that_its_process_does_not_survive_leaves_what_came_for_the_next()
    {
        const string Path = "models/face-embedder/1.1.0/face-embedder.onnx";
        _feed.Serve(1);
        var file = await File.ReadAllBytesAsync(_feed.PathOf(Path));
        using var killed = new CancellationTokenSource();
        _feed.Hostile.Replace(Path, offset => new(new DyingStream(file.AsMemory((int)offset, 9000), killed), offset, file.Length));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _feed.Start().CheckAsync(killed.Token));
        _feed.Hostile.Restore();
        var outcome = await _feed.CheckAsync();

        Assert.Equal(UpdateState.Updated, outcome.State);
        Assert.Equal((Path, 9000), _feed.Hostile.Asked.Last(asked => asked.Path == Path));
    }

    [Fact]
    public async Task A_canary_comes_with_its_set_and_its_veto_with_the_next_look()
    {
        var active = _feed.Serve(1);
        var tried = active with { Detector = _feed.PutDetector("2.0.0", SignedFeed.NetworkOf(50)) };
        _feed.Activate(2, active, canary: new(tried, 10));
        var updater = _feed.Start();

        var before = await updater.CheckAsync(default);
        var first = await ModelVetoes.TryWriteAsync(_feed.Registry, new(2, "30 % slower", _feed.Time.GetUtcNow()), default);
        var second = await ModelVetoes.TryWriteAsync(_feed.Registry, new(2, "no reason", _feed.Time.GetUtcNow()), default);
        var after = await updater.CheckAsync(default);

        Assert.Equal((10, "face-detector@2.0.0"), (before.Set!.Canary!.Percent, before.Set.Canary.Parts.Detector.Id.ToString()));
        Assert.Equal(before.Set.Active.Embedder, before.Set.Canary.Parts.Embedder);
        Assert.Null(before.Veto);
        Assert.Equal((true, false, "30 % slower"), (first, second, after.Veto?.Reason));
    }

    [Fact]
    public async Task A_veto_that_cannot_be_read_counts()
    {
        var active = _feed.Serve(1);
        _feed.Activate(2, active, canary: new(active with { Detector = _feed.PutDetector("2.0.0", SignedFeed.NetworkOf(50)) }, 10));
        _feed.Write("vetoes/2.json", [1, 2, 3]);

        Assert.Contains("cannot be read", (await _feed.CheckAsync()).Veto?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gallery_below_the_lowest_version_is_deleted_here_as_soon_as_the_set_says_so()
    {
        var first = _feed.Serve(1);
        await _feed.CheckAsync();
        var old = Path.Combine(_feed.StoreFolder, "models", "drawn", "1.1.0");
        Assert.True(Directory.Exists(old));

        _feed.Activate(2, first with { Galleries = [_feed.PutGallery("1.1.1", SignedFeed.NetworkOf(1))] }, lowest: ("drawn", "1.1.1"));
        var outcome = await _feed.CheckAsync();

        Assert.False(Directory.Exists(old));
        Assert.Equal("1.1.1", outcome.Set?.Lowest["drawn"]);
    }

    [Fact]
    public async Task Pruning_keeps_the_versions_of_the_sets_in_use()
    {
        _feed.Serve(1);
        var one = (await _feed.CheckAsync()).Set!;
        _feed.Serve(2);
        var two = (await _feed.CheckAsync()).Set!;

        new ModelStore(_feed.StoreFolder).Prune(one, two);
        Assert.True(Directory.Exists(one.Active.Embedder.Folder));
        new ModelStore(_feed.StoreFolder).Prune(two);

        Assert.False(Directory.Exists(one.Active.Embedder.Folder));
        Assert.Equal(2, (await _feed.Start().LastAsync(default))?.Number);
    }

    [Fact]
    public async Task A_feed_over_HTTP_gives_the_same_and_goes_on_by_ranges()
    {
        const string Path = "models/face-embedder/1.1.0/face-embedder.onnx";
        _feed.Serve(1);
        using var server = new FolderServer(_feed.PathOf(""));
        using var client = new HttpClient(server);
        ModelUpdater Start() => new(new HttpModelFeed(client, new("http://feed.test/some/where/")), new(_feed.StoreFolder), TrustedRoot.Of(_feed.Root.Public), new(), _feed.Time);

        server.CutAt[Path] = 6000;
        var cut = await Start().CheckAsync(default);
        server.CutAt.Clear();
        var whole = await Start().CheckAsync(default);
        server.Status = System.Net.HttpStatusCode.ServiceUnavailable;
        var down = await Start().CheckAsync(default);

        Assert.Equal((UpdateState.Refused, UpdateState.Updated, UpdateState.Unreachable), (cut.State, whole.State, down.State));
        Assert.Equal("bytes=6000-", server.Ranges[Path]);
        Assert.Equal(SignedFeed.NetworkOf(1), whole.Set!.Active.Embedder.ReadModel().Network);
        Assert.Contains("answers 503", down.Reason, StringComparison.Ordinal);
    }
}
