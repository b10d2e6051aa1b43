using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Tests.Feeds;
using CelebFunctions.Models.Updates;
using CsCheck;
using Xunit.Abstractions;

namespace CelebFunctions.Models.Tests.Updates;

public sealed class DeltaTests(ITestOutputHelper output) : IDisposable
{
    private readonly SignedFeed _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Whatever_two_files_are_the_delta_makes_the_second_of_the_first() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Byte.Array[1, 3000], Gen.Bool).Sample((from, other, grown) =>
        {
            byte[] to = grown ? [.. from, .. other] : other;

            var delta = DictionaryDelta.Make(from, to);

            Assert.True(delta is null || DictionaryDelta.Apply(from, delta, to.Length).SequenceEqual(to));
        }, iter: 200);

    [Fact]
    public void A_delta_begins_as_RFC_9842_says_with_the_hash_of_its_dictionary()
    {
        var (from, to) = (SignedFeed.NetworkOf(1), SignedFeed.NetworkOf(2));

        var delta = DictionaryDelta.Make(from, to)!;

        Assert.Equal("5E2A4D1820000000" + SignedFeed.HashOf(from).ToUpperInvariant(), Convert.ToHexString(delta, 0, 40));
        // And a zstd frame follows.
        Assert.Equal("28B52FFD", Convert.ToHexString(delta, 40, 4));
    }

    [Fact]
    public void A_delta_that_makes_more_or_fewer_bytes_than_were_agreed_is_refused()
    {
        var from = SignedFeed.NetworkOf(1);
        var bomb = DictionaryDelta.Make(from, new byte[8_000_000])!;

        Assert.InRange(bomb.Length, 1, 5000);
        Assert.Throws<RefusedException>(() => DictionaryDelta.Apply(from, bomb, 20_000));
        Assert.Throws<RefusedException>(() => DictionaryDelta.Apply(from, bomb, 8_000_001));
        Assert.Throws<RefusedException>(() => DictionaryDelta.Apply(SignedFeed.NetworkOf(2), bomb, 8_000_000));
        Assert.Throws<RefusedException>(() => DictionaryDelta.Apply(from, bomb[..50], 8_000_000));
        Assert.Throws<RefusedException>(() => DictionaryDelta.Apply(from, [], 8_000_000));
    }

    [Fact]
    public async Task Who_has_the_version_before_fetches_the_delta_alone()
    {
        var (old, next) = (SignedFeed.NetworkOf(1), SignedFeed.NetworkOf(1));
        new Random(1).NextBytes(next.AsSpan(15_000));
        next[0] = 0;
        var first = _feed.Serve(1);
        await _feed.CheckAsync();
        _feed.Activate(2, first with { Embedder = _feed.PutEmbedder("2.0.0", next), Galleries = [_feed.PutGallery("2.0.0", next)] });
        _feed.Write(FeedPaths.Delta(SignedFeed.HashOf(old), SignedFeed.HashOf(next)), DictionaryDelta.Make(old, next)!);

        var outcome = await _feed.CheckAsync();

        Assert.Equal(UpdateState.Updated, outcome.State);
        Assert.Equal(next, outcome.Set!.Active.Embedder.ReadModel().Network);
        Assert.DoesNotContain(_feed.Hostile.Asked, asked => asked.Path == "models/face-embedder/2.0.0/face-embedder.onnx");
    }

    [Fact]
    public async Task A_phone_fetches_from_the_app_by_its_routes_and_deltas_by_content_coding()
    {
        var (old, next) = (SignedFeed.NetworkOf(1), SignedFeed.NetworkOf(1));
        next[19_000] ^= 1;
        var first = _feed.Serve(1);
        using var server = new FolderServer(_feed.PathOf("")) { IsApp = true };
        using var client = new HttpClient(server);
        var updater = new ModelUpdater(new AppModelFeed(client, new("http://app.test/some/where/")), new(_feed.StoreFolder), TrustedRoot.Of(_feed.Root.Public), new(), _feed.Time);

        var whole = await updater.CheckAsync(default);
        var bytes = server.Bytes;
        _feed.Activate(2, first with { Embedder = _feed.PutEmbedder("2.0.0", next), Galleries = [_feed.PutGallery("2.0.0", next)] });
        _feed.Write(FeedPaths.Delta(SignedFeed.HashOf(old), SignedFeed.HashOf(next)), DictionaryDelta.Make(old, next)!);
        var changed = await updater.CheckAsync(default);

        Assert.Equal((UpdateState.Updated, UpdateState.Updated, null), (whole.State, changed.State, changed.Reason));
        Assert.Equal(next, changed.Set!.Active.Embedder.ReadModel().Network);
        // Documents and the small gallery, and of 20,000 bytes of network next to nothing.
        Assert.InRange(server.Bytes - bytes, 1, 10_000);
    }

    [Theory]
    [InlineData(41)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task A_delta_that_is_damaged_costs_the_whole_file_and_harms_nothing(int at)
    {
        var (old, next) = (SignedFeed.NetworkOf(1), SignedFeed.NetworkOf(1));
        next[19_000] ^= 1;
        var first = _feed.Serve(1);
        await _feed.CheckAsync();
        _feed.Activate(2, first with { Embedder = _feed.PutEmbedder("2.0.0", next), Galleries = [_feed.PutGallery("2.0.0", next)] });
        var delta = DictionaryDelta.Make(old, next)!;
        delta[at < 0 ? delta.Length + at : at] ^= 0x55;
        _feed.Write(FeedPaths.Delta(SignedFeed.HashOf(old), SignedFeed.HashOf(next)), delta);

        var outcome = await _feed.CheckAsync();

        Assert.Equal(UpdateState.Updated, outcome.State);
        Assert.Equal(next, outcome.Set!.Active.Embedder.ReadModel().Network);
        Assert.Contains(_feed.Hostile.Asked, asked => asked.Path == "models/face-embedder/2.0.0/face-embedder.onnx");
    }

    /// <summary>
    /// The worst case of a fine-tuning of the last layers: every weight there is another. Writes what docs/delivery.md says.
    /// </summary>
    [Theory]
    [InlineData(ModelPrecision.Int8, 0.35)]
    [InlineData(ModelPrecision.Fp32, 0.35)]
    public void The_delta_of_an_embedder_fine_tuned_on_its_last_layers_is_at_most_35_percent_of_the_whole(ModelPrecision precision, double most)
    {
        var old = ModelFolder.Read(Repository.Models, "face-embedder", precision).Network;

        var tuned = FineTuned.LastLayersOf(old, precision);
        var delta = DictionaryDelta.Make(old, tuned)!;

        output.WriteLine($"{precision}: {delta.Length:N0} of {tuned.Length:N0} bytes, {(double)delta.Length / tuned.Length:P1}");
        Assert.Equal(tuned, DictionaryDelta.Apply(old, delta, tuned.Length));
        Assert.InRange((double)delta.Length / tuned.Length, 0.1, most);
    }
}
