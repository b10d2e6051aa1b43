using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>
/// One test for each attack on a feed. In each the machine has taken set 1, the attacker writes to the feed what they like,
/// and set 1 must go on serving, with a reason.
/// </summary>
public sealed class FeedAttackTests : IAsyncLifetime, IDisposable
{
    private readonly SignedFeed _feed = new();
    private SetParts _first = null!;

    public async Task InitializeAsync()
    {
        _first = _feed.Serve(1);
        var outcome = await _feed.CheckAsync();
        Assert.Equal((UpdateState.Updated, null), (outcome.State, outcome.Reason));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Rollback_an_older_set_with_a_good_signature_is_refused()
    {
        var older = await File.ReadAllBytesAsync(_feed.PathOf(FeedPaths.Active));
        _feed.Activate(2, _first);
        Assert.Equal(2, (await _feed.CheckAsync()).Set?.Number);

        _feed.Write(FeedPaths.Active, older);
        var outcome = await _feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 2), (outcome.State, outcome.Set?.Number));
        Assert.Contains("number 1, and 2 was seen", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_another_set_under_a_number_that_was_seen_is_refused()
    {
        var others = _first with { Detector = _feed.PutDetector("2.0.0", SignedFeed.NetworkOf(5)) };
        _feed.Activate(1, others);

        Assert.Contains("as another that was seen", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_a_set_of_the_row_of_all_sets_passes_for_none_to_serve()
    {
        _feed.Write(FeedPaths.Active, SignedDocuments.SignPast(new(7, _first, null, new Dictionary<string, string>(), default), _feed.Later, _feed.Key));

        Assert.Contains("'celeb-past-set', where a 'celeb-set' belongs", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_a_set_that_allows_again_what_was_forbidden_is_refused()
    {
        _feed.Activate(2, _first, lowest: ("drawn", "1.1.0"));
        Assert.Equal(2, (await _feed.CheckAsync()).Set?.Number);

        _feed.Activate(3, _first);
        var outcome = await _feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 2), (outcome.State, outcome.Set?.Number));
        Assert.Contains("drawn below 1.1.0", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Freeze_a_set_that_is_never_renewed_is_stale_and_goes_on_serving_but_brings_nothing()
    {
        _feed.Time.Advance(TimeSpan.FromDays(89));
        Assert.Equal(UpdateState.Unchanged, (await _feed.CheckAsync()).State);

        _feed.Time.Advance(TimeSpan.FromDays(1));
        _feed.PutKeys(2, _feed.Key);

        Assert.Contains("active.jws has run out", await _feed.RefusedAsync(UpdateState.Stale), StringComparison.Ordinal);
        _feed.Activate(2, _first);
        Assert.Equal(UpdateState.Updated, (await _feed.CheckAsync()).State);
    }

    [Fact]
    public async Task Freeze_a_newer_set_that_has_run_out_already_is_not_taken()
    {
        var newer = SignedDocuments.Sign(new ModelSet(2, _first, null, new Dictionary<string, string>(), default), _feed.Time.GetUtcNow(), _feed.Key);
        _feed.Write(FeedPaths.Active, newer);

        await _feed.RefusedAsync(UpdateState.Stale);
    }

    [Fact]
    public async Task Mix_and_match_a_manifest_of_another_registry_with_the_same_key_is_refused()
    {
        var parts = _feed.Serve(2);
        var id = VersionId.Parse(parts.Embedder.Id);
        // The same version, signed by the same key, of which only one belongs to the set.
        _feed.PutEmbedder(id.Version, SignedFeed.NetworkOf(77));

        Assert.Contains("another than the one that the set was made of", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_and_match_a_version_in_the_place_of_another_is_refused()
    {
        _feed.Serve(2);
        File.Copy(_feed.PathOf("models/face-detector/1.1.0/manifest.jws"), _feed.PathOf("models/face-detector/1.2.0/manifest.jws"), overwrite: true);

        Assert.Contains("The manifest of face-detector@1.2.0 is that of face-detector@1.1.0", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_and_match_a_gallery_of_another_embedder_is_refused_though_both_are_signed()
    {
        var parts = _feed.Serve(2);
        _feed.Activate(3, parts with { Galleries = _first.Galleries });

        Assert.Contains("their vectors do not compare", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mix_and_match_a_model_of_another_kind_is_refused()
    {
        _feed.Activate(2, _first with { Detector = _feed.PutDetector("9.0.0", SignedFeed.NetworkOf(9), change: manifest => manifest["kind"] = "embedder") });

        Assert.Contains("where the set names a Detector", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FeedPaths.Active)]
    [InlineData(FeedPaths.Keys)]
    [InlineData("models/face-embedder/1.2.0/manifest.jws")]
    [InlineData("models/face-embedder/1.2.0/face-embedder.onnx")]
    [InlineData("models/drawn/1.2.0/drawn.safetensors")]
    public async Task Endless_data_is_cut_off_near_the_size_that_was_agreed(string path)
    {
        _feed.Serve(2);
        _feed.Hostile.Replace(path, offset => new(new EndlessStream(), offset, null));
        var before = _feed.Hostile.Bytes;

        Assert.Contains("does not end after", await _feed.RefusedAsync(), StringComparison.Ordinal);
        Assert.InRange(_feed.Hostile.Bytes - before, 0, 1 << 20);
    }

    [Fact]
    public async Task Endless_waiting_ends()
    {
        _feed.Serve(2);
        _feed.Hostile.Replace("models/face-embedder/1.2.0/face-embedder.onnx", offset => new(new SilentStream(), offset, 20_000));

        var looking = _feed.CheckAsync();
        while (!looking.IsCompleted)
        {
            _feed.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(1);
        }
        var outcome = await looking;

        Assert.Equal((UpdateState.Unreachable, 1), (outcome.State, outcome.Set?.Number));
        Assert.Contains("too slowly", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_file_a_good_file_of_another_version_is_refused()
    {
        _feed.Serve(2);
        File.Copy(_feed.PathOf("models/face-detector/1.1.0/face-detector.onnx"), _feed.PathOf("models/face-detector/1.2.0/face-detector.onnx"), overwrite: true);

        Assert.Contains("is not the file that the manifest of face-detector@1.2.0 describes", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extra_file_what_no_manifest_lists_is_neither_fetched_nor_left_beside_a_network()
    {
        _feed.Serve(2);
        _feed.Write("models/face-embedder/1.2.0/weights.bin", [1, 2, 3]);
        var planted = Path.Combine(_feed.StoreFolder, "models", "face-embedder", "1.2.0", "weights.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(planted)!);
        await File.WriteAllBytesAsync(planted, [1, 2, 3]);

        var outcome = await _feed.CheckAsync();

        Assert.Equal(UpdateState.Updated, outcome.State);
        Assert.DoesNotContain(_feed.Hostile.Asked, asked => asked.Path.EndsWith("weights.bin", StringComparison.Ordinal));
        Assert.Equal(
            ["face-embedder.onnx", "manifest.json"], Directory.GetFiles(outcome.Set!.Active.Embedder.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Extra_file_a_manifest_that_lists_one_more_than_was_signed_is_refused()
    {
        _feed.Serve(2);
        var path = _feed.PathOf("models/face-embedder/1.2.0/manifest.jws");
        var parts = (await File.ReadAllTextAsync(path)).Split('.');
        var manifest = JsonNode.Parse(Convert.FromBase64String(Padded(parts[1])))!;
        manifest["files"]!.AsArray().Add(manifest["files"]![0]!.DeepClone());
        parts[1] = Convert.ToBase64String(Encoding.UTF8.GetBytes(manifest.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        await File.WriteAllTextAsync(path, string.Join('.', parts));

        Assert.Contains("was changed after it was signed", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stolen_key_what_it_signs_after_the_rotation_is_refused_and_a_number_from_the_sky_keeps_nobody_out()
    {
        // Until the rotation the thief is the publisher: nobody can tell them apart.
        _feed.Activate(9_000_000_000, _first);
        Assert.Equal(9_000_000_000, (await _feed.CheckAsync()).Set?.Number);
        using var next = SigningKey.Create();
        _feed.PutKeys(2, next);

        _feed.Activate(9_000_000_001, _first);
        var thief = await _feed.CheckAsync();
        var planted = _feed.PutDetector("6.6.6", SignedFeed.NetworkOf(666));
        _feed.Activate(2, _first with { Detector = planted }, next);
        var plantedOutcome = await _feed.CheckAsync();
        _feed.Serve(3, next);
        var publisher = await _feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 9_000_000_000), (thief.State, thief.Set?.Number));
        Assert.Contains("not trusted, or no more", thief.Reason, StringComparison.Ordinal);
        Assert.Equal(UpdateState.Refused, plantedOutcome.State);
        Assert.Equal((UpdateState.Updated, 3), (publisher.State, publisher.Set?.Number));
    }

    [Fact]
    public async Task Stolen_key_the_keys_from_before_the_rotation_are_refused()
    {
        var before = await File.ReadAllBytesAsync(_feed.PathOf(FeedPaths.Keys));
        using var next = SigningKey.Create();
        _feed.PutKeys(2, next);
        _feed.Activate(2, _first, next);
        Assert.Equal(2, (await _feed.CheckAsync()).Set?.Number);

        _feed.Write(FeedPaths.Keys, before);
        _feed.Activate(3, _first);
        var outcome = await _feed.CheckAsync();

        Assert.Equal((UpdateState.Refused, 2), (outcome.State, outcome.Set?.Number));
        Assert.Contains("keys.jws has the number 1, and 2 was seen", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_another_root_signed_are_refused()
    {
        using var other = SigningKey.Create();
        _feed.Write(FeedPaths.Keys, SignedDocuments.Sign(new PublishingKeys(2, [other.Public.Jwk]), _feed.Later, other));
        _feed.Activate(2, _first, other);

        Assert.Contains("keys.jws is signed by the key", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FeedPaths.Keys)]
    [InlineData(FeedPaths.Active)]
    [InlineData("models/face-embedder/1.2.0/manifest.jws")]
    public async Task Flipped_bit_in_a_signed_document_is_refused_wherever_it_is(string path)
    {
        _feed.Serve(2);
        var document = await File.ReadAllBytesAsync(_feed.PathOf(path));
        var updater = _feed.Start();
        for (var i = 0; i < document.Length; i++)
        {
            var flipped = (byte[])document.Clone();
            flipped[i] ^= (byte)(1 << (i % 8));
            _feed.Hostile.Replace(path, flipped);

            var outcome = await updater.CheckAsync(default);

            Assert.Equal((UpdateState.Refused, 1), (outcome.State, outcome.Set?.Number));
        }
        await _feed.RefusedAsync();
    }

    [Theory]
    [InlineData("models/face-detector/1.2.0/face-detector.onnx")]
    [InlineData("models/face-embedder/1.2.0/face-embedder.onnx")]
    [InlineData("models/drawn/1.2.0/drawn.safetensors")]
    public async Task Flipped_bit_in_a_model_or_gallery_is_refused(string path)
    {
        _feed.Serve(2);
        var file = await File.ReadAllBytesAsync(_feed.PathOf(path));
        foreach (var i in new[] { 0, file.Length / 2, file.Length - 1 })
        {
            var flipped = (byte[])file.Clone();
            flipped[i] ^= 1;
            _feed.Hostile.Replace(path, flipped);

            Assert.Contains("is not the file that the manifest", await _feed.RefusedAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Truncated_download_is_refused_and_goes_on_where_it_stopped()
    {
        const string Path = "models/face-embedder/1.2.0/face-embedder.onnx";
        _feed.Serve(2);
        var file = await File.ReadAllBytesAsync(_feed.PathOf(Path));
        _feed.Hostile.Replace(Path, offset => new(new MemoryStream(file, (int)offset, 12_345 - (int)offset), offset, null));

        Assert.Contains("ends after 12345 of 20000 bytes", await _feed.RefusedAsync(), StringComparison.Ordinal);
        _feed.Hostile.Restore();
        var outcome = await _feed.CheckAsync();

        Assert.Equal(UpdateState.Updated, outcome.State);
        Assert.Equal((Path, 12_345), _feed.Hostile.Asked.Last(asked => asked.Path == Path));
        Assert.Equal(file, await File.ReadAllBytesAsync(System.IO.Path.Combine(outcome.Set!.Active.Embedder.Folder, "face-embedder.onnx")));
    }

    [Fact]
    public async Task Truncated_download_that_goes_on_with_other_bytes_begins_again()
    {
        const string Path = "models/face-embedder/1.2.0/face-embedder.onnx";
        _feed.Serve(2);
        _feed.Hostile.Replace(Path, offset => new(new MemoryStream(SignedFeed.NetworkOf(13), 0, 5000), offset, null));
        await _feed.RefusedAsync();
        _feed.Hostile.Restore();

        Assert.Equal(UpdateState.Updated, (await _feed.CheckAsync()).State);
        Assert.Equal(0, _feed.Hostile.Asked.Last(asked => asked.Path == Path).Offset);
    }

    [Fact]
    public async Task Full_disk_is_refused_and_leaves_nothing_behind_that_fills_it()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var parts = _feed.Serve(2);
        // Linux has a device that is always full; the download is made to end there.
        var partial = Path.Combine(_feed.StoreFolder, "partial", SignedFeed.HashOf(SignedFeed.NetworkOf(2)));
        Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
        File.CreateSymbolicLink(partial, "/dev/full");

        Assert.Contains("No space left on device", await _feed.RefusedAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(partial)!));
        // Once there is room, it goes on.
        Assert.Equal(parts.Embedder.Id, (await _feed.CheckAsync()).Set?.Active.Embedder.Id.ToString());
    }

    [Theory]
    [InlineData("../escaped.onnx")]
    [InlineData("/tmp/escaped.onnx")]
    [InlineData("deeper/escaped.onnx")]
    [InlineData("..\\escaped.onnx")]
    [InlineData("C:escaped.onnx")]
    [InlineData("manifest.json")]
    [InlineData("..")]
    [InlineData("a\0.onnx")]
    public async Task A_manifest_that_names_a_file_outside_of_its_folder_is_refused(string name)
    {
        var network = SignedFeed.NetworkOf(3);
        var detector = _feed.PutDetector("2.0.0", network, change: manifest => manifest["files"]![0]!["name"] = name);
        _feed.Hostile.Replace(FeedPaths.File(VersionId.Parse(detector.Id), name), network);
        _feed.Activate(2, _first with { Detector = detector });

        Assert.Contains("names a file outside of its folder", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../face-detector@2.0.0")]
    [InlineData("face-detector@../2.0.0")]
    [InlineData("face-detector@2.0")]
    [InlineData("Face@2.0.0")]
    public async Task A_set_that_names_what_is_no_version_is_refused(string id)
    {
        _feed.Activate(2, _first with { Detector = _first.Detector with { Id = id } });

        Assert.Contains("names a version that is none", await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadNetworks => new()
    {
        { "external data", "lies in another file" },
        { "custom operator", "custom operator 'evil:Shell'" },
        { "compiled network", "compiled for one accelerator" },
        { "sparse tensor in another file", "lies in another file" },
        { "sparse tensor beyond its end", "sparse tensor" },
    };

    [Theory]
    [MemberData(nameof(BadNetworks))]
    public async Task An_ONNX_file_that_points_outside_of_itself_is_refused_though_it_is_signed(string what, string says)
    {
        int[] shape = [1, 3, 32, 32];
        var network = what switch
        {
            "external data" => DrawnNetwork.Elsewhere("input", shape, "boxes", "/etc/passwd"),
            "custom operator" => DrawnNetwork.Custom("input", shape, "boxes", "evil", "Shell"),
            "compiled network" => DrawnNetwork.Custom("input", shape, "boxes", "com.microsoft", "EPContext"),
            "sparse tensor in another file" => DrawnNetwork.Sparse("input", shape, "boxes", "/etc/passwd"),
            _ => DrawnNetwork.Sparse("input", shape, "boxes", null),
        };
        _feed.Activate(2, _first with { Detector = _feed.PutDetector("2.0.0", network) });

        Assert.Contains(says, await _feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_a_machine_takes_is_not_even_asked_for()
    {
        var detector = _feed.PutDetector("2.0.0", SignedFeed.NetworkOf(3), change: manifest => manifest["files"]![0]!["size"] = 1L << 40);
        _feed.Activate(2, _first with { Detector = detector });

        Assert.Contains("no more than 536870912 are taken", await _feed.RefusedAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(_feed.Hostile.Asked, asked => asked.Path == "models/face-detector/2.0.0/face-detector.onnx");
    }

    [Fact]
    public async Task A_feed_that_had_a_set_and_has_none_is_not_taken_for_an_empty_one()
    {
        File.Delete(_feed.PathOf(FeedPaths.Active));

        await _feed.RefusedAsync(UpdateState.Unreachable);
    }

    private static string Padded(string base64Url) =>
        base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');
}
