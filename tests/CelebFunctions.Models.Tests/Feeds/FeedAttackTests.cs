using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>One test for each attack by documents and files that are whole, but not those that should serve.</summary>
public sealed class FeedAttackTests : AttackedFeed
{
    [Fact]
    public async Task Rollback_an_older_set_with_a_good_signature_is_refused()
    {
        var older = await File.ReadAllBytesAsync(Feed.PathOf(FeedPaths.Active));
        Feed.Activate(2, First);
        Assert.Equal(2, (await Feed.CheckAsync()).Set?.Number);

        Feed.Write(FeedPaths.Active, older);
        var outcome = await Feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 2), (outcome.State, outcome.Set?.Number));
        Assert.Contains("number 1, and 2 was seen", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_another_set_under_a_number_that_was_seen_is_refused()
    {
        var others = First with { Detector = Feed.PutDetector("2.0.0", SignedFeed.NetworkOf(5)) };
        Feed.Activate(1, others);

        Assert.Contains("as another that was seen", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_a_set_of_the_row_of_all_sets_passes_for_none_to_serve()
    {
        Feed.Write(FeedPaths.Active, SignedDocuments.SignPast(new(7, First, null, new Dictionary<string, string>(), default), Feed.Later, Feed.Key));

        Assert.Contains("'celeb-past-set', where a 'celeb-set' belongs", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_a_set_that_allows_again_what_was_forbidden_is_refused()
    {
        Feed.Activate(2, First, lowest: ("drawn", "1.1.0"));
        Assert.Equal(2, (await Feed.CheckAsync()).Set?.Number);

        Feed.Activate(3, First);
        var outcome = await Feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 2), (outcome.State, outcome.Set?.Number));
        Assert.Contains("drawn below 1.1.0", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Freeze_a_set_that_is_never_renewed_is_stale_and_goes_on_serving_but_brings_nothing()
    {
        Feed.Time.Advance(TimeSpan.FromDays(89));
        Assert.Equal(UpdateState.Unchanged, (await Feed.CheckAsync()).State);

        Feed.Time.Advance(TimeSpan.FromDays(1));
        Feed.PutKeys(2, Feed.Key);

        Assert.Contains("active.jws has run out", await Feed.RefusedAsync(UpdateState.Stale), StringComparison.Ordinal);
        Feed.Activate(2, First);
        Assert.Equal(UpdateState.Updated, (await Feed.CheckAsync()).State);
    }

    [Fact]
    public async Task Freeze_a_newer_set_that_has_run_out_already_is_not_taken()
    {
        var newer = SignedDocuments.Sign(new ModelSet(2, First, null, new Dictionary<string, string>(), default), Feed.Time.GetUtcNow(), Feed.Key);
        Feed.Write(FeedPaths.Active, newer);

        await Feed.RefusedAsync(UpdateState.Stale);
    }

    [Fact]
    public async Task Mix_and_match_a_manifest_of_another_registry_with_the_same_key_is_refused()
    {
        var parts = Feed.Serve(2);
        var id = VersionId.Parse(parts.Embedder.Id);
        // The same version, signed by the same key, of which only one belongs to the set.
        Feed.PutEmbedder(id.Version, SignedFeed.NetworkOf(77));

        Assert.Contains("another than the one that the set was made of", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_and_match_a_version_in_the_place_of_another_is_refused()
    {
        Feed.Serve(2);
        File.Copy(Feed.PathOf("models/face-detector/1.1.0/manifest.jws"), Feed.PathOf("models/face-detector/1.2.0/manifest.jws"), overwrite: true);

        Assert.Contains("The manifest of face-detector@1.2.0 is that of face-detector@1.1.0", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_and_match_a_gallery_of_another_embedder_is_refused_though_both_are_signed()
    {
        var parts = Feed.Serve(2);
        Feed.Activate(3, parts with { Galleries = First.Galleries });

        Assert.Contains("their vectors do not compare", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_and_match_a_model_of_another_kind_is_refused()
    {
        Feed.Activate(2, First with { Detector = Feed.PutDetector("9.0.0", SignedFeed.NetworkOf(9), change: manifest => manifest["kind"] = "embedder") });

        Assert.Contains("where the set names a Detector", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FeedPaths.Active)]
    [InlineData(FeedPaths.Keys)]
    [InlineData("models/face-embedder/1.2.0/manifest.jws")]
    [InlineData("models/face-embedder/1.2.0/face-embedder.onnx")]
    [InlineData("models/drawn/1.2.0/drawn.safetensors")]
    public async Task Endless_data_is_cut_off_near_the_size_that_was_agreed(string path)
    {
        Feed.Serve(2);
        Feed.Hostile.Replace(path, offset => new(new EndlessStream(), offset, null));
        var before = Feed.Hostile.Bytes;

        Assert.Contains("does not end after", await Feed.RefusedAsync(), StringComparison.Ordinal);
        Assert.InRange(Feed.Hostile.Bytes - before, 0, 1 << 20);
    }

    [Fact]
    public async Task Endless_waiting_ends()
    {
        Feed.Serve(2);
        Feed.Hostile.Replace("models/face-embedder/1.2.0/face-embedder.onnx", offset => new(new SilentStream(), offset, 20_000));

        var looking = Feed.CheckAsync();
        while (!looking.IsCompleted)
        {
            Feed.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(1);
        }
        var outcome = await looking;

        Assert.Equal((UpdateState.Unreachable, 1), (outcome.State, outcome.Set?.Number));
        Assert.Contains("too slowly", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_file_a_good_file_of_another_version_is_refused()
    {
        Feed.Serve(2);
        File.Copy(Feed.PathOf("models/face-detector/1.1.0/face-detector.onnx"), Feed.PathOf("models/face-detector/1.2.0/face-detector.onnx"), overwrite: true);

        Assert.Contains("is not the file that the manifest of face-detector@1.2.0 describes", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extra_file_what_no_manifest_lists_is_neither_fetched_nor_left_beside_a_network()
    {
        Feed.Serve(2);
        Feed.Write("models/face-embedder/1.2.0/weights.bin", [1, 2, 3]);
        var planted = Path.Combine(Feed.StoreFolder, "models", "face-embedder", "1.2.0", "weights.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(planted)!);
        await File.WriteAllBytesAsync(planted, [1, 2, 3]);

        var outcome = await Feed.CheckAsync();

        Assert.Equal(UpdateState.Updated, outcome.State);
        Assert.DoesNotContain(Feed.Hostile.Asked, asked => asked.Path.EndsWith("weights.bin", StringComparison.Ordinal));
        Assert.Equal(
            ["face-embedder.onnx", "manifest.json"], Directory.GetFiles(outcome.Set!.Active.Embedder.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Extra_file_a_manifest_that_lists_one_more_than_was_signed_is_refused()
    {
        Feed.Serve(2);
        var path = Feed.PathOf("models/face-embedder/1.2.0/manifest.jws");
        var parts = (await File.ReadAllTextAsync(path)).Split('.');
        var manifest = JsonNode.Parse(Convert.FromBase64String(Padded(parts[1])))!;
        manifest["files"]!.AsArray().Add(manifest["files"]![0]!.DeepClone());
        parts[1] = Convert.ToBase64String(Encoding.UTF8.GetBytes(manifest.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        await File.WriteAllTextAsync(path, string.Join('.', parts));

        Assert.Contains("was changed after it was signed", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stolen_key_what_it_signs_after_the_rotation_is_refused_and_a_number_from_the_sky_keeps_nobody_out()
    {
        // Until the rotation the thief is the publisher: nobody can tell them apart.
        Feed.Activate(9_000_000_000, First);
        Assert.Equal(9_000_000_000, (await Feed.CheckAsync()).Set?.Number);
        using var next = SigningKey.Create();
        Feed.PutKeys(2, next);

        Feed.Activate(9_000_000_001, First);
        var thief = await Feed.CheckAsync();
        var planted = Feed.PutDetector("6.6.6", SignedFeed.NetworkOf(666));
        Feed.Activate(2, First with { Detector = planted }, next);
        var plantedOutcome = await Feed.CheckAsync();
        Feed.Serve(3, next);
        var publisher = await Feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 9_000_000_000), (thief.State, thief.Set?.Number));
        Assert.Contains("not trusted, or no more", thief.Reason, StringComparison.Ordinal);
        Assert.Equal(UpdateState.Refused, plantedOutcome.State);
        Assert.Equal((UpdateState.Updated, 3), (publisher.State, publisher.Set?.Number));
    }

    [Fact]
    public async Task Stolen_key_the_keys_from_before_the_rotation_are_refused()
    {
        var before = await File.ReadAllBytesAsync(Feed.PathOf(FeedPaths.Keys));
        using var next = SigningKey.Create();
        Feed.PutKeys(2, next);
        Feed.Activate(2, First, next);
        Assert.Equal(2, (await Feed.CheckAsync()).Set?.Number);

        Feed.Write(FeedPaths.Keys, before);
        Feed.Activate(3, First);
        var outcome = await Feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 2), (outcome.State, outcome.Set?.Number));
        Assert.Contains("keys.jws has the number 1, and 2 was seen", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_another_root_signed_are_refused()
    {
        using var other = SigningKey.Create();
        Feed.Write(FeedPaths.Keys, SignedDocuments.Sign(new PublishingKeys(2, [other.Public.Jwk]), Feed.Later, other));
        Feed.Activate(2, First, other);

        Assert.Contains("keys.jws is signed by the key", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    private static string Padded(string base64Url) =>
        base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');
}
