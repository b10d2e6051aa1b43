using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>One test for each way in which what a feed gives is damaged, too large, or points elsewhere.</summary>
public sealed class FeedDamageTests : AttackedFeed
{
    [Theory]
    [InlineData(FeedPaths.Keys)]
    [InlineData(FeedPaths.Active)]
    [InlineData("models/face-embedder/1.2.0/manifest.jws")]
    public async Task Flipped_bit_in_a_signed_document_is_refused_wherever_it_is(string path)
    {
        Feed.Serve(2);
        var document = await File.ReadAllBytesAsync(Feed.PathOf(path));
        var updater = Feed.Start();
        for (var i = 0; i < document.Length; i++)
        {
            var flipped = (byte[])document.Clone();
            flipped[i] ^= (byte)(1 << (i % 8));
            Feed.Hostile.Replace(path, flipped);

            var outcome = await updater.CheckAsync(default);

            Assert.Equal((UpdateState.Refused, 1), (outcome.State, outcome.Set?.Number));
        }
        await Feed.RefusedAsync();
    }

    [Theory]
    [InlineData("models/face-detector/1.2.0/face-detector.onnx")]
    [InlineData("models/face-embedder/1.2.0/face-embedder.onnx")]
    [InlineData("models/drawn/1.2.0/drawn.safetensors")]
    public async Task Flipped_bit_in_a_model_or_gallery_is_refused(string path)
    {
        Feed.Serve(2);
        var file = await File.ReadAllBytesAsync(Feed.PathOf(path));
        foreach (var i in new[] { 0, file.Length / 2, file.Length - 1 })
        {
            var flipped = (byte[])file.Clone();
            flipped[i] ^= 1;
            Feed.Hostile.Replace(path, flipped);

            Assert.Contains("is not the file that the manifest", await Feed.RefusedAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Truncated_download_is_refused_and_goes_on_where_it_stopped()
    {
        const string Path = "models/face-embedder/1.2.0/face-embedder.onnx";
        Feed.Serve(2);
        var file = await File.ReadAllBytesAsync(Feed.PathOf(Path));
        Feed.Hostile.Replace(Path, offset => new(new MemoryStream(file, (int)offset, 12_345 - (int)offset), offset, null));

        Assert.Contains("ends after 12345 of 20000 bytes", await Feed.RefusedAsync(), StringComparison.Ordinal);
        Feed.Hostile.Restore();
        var outcome = await Feed.CheckAsync();

        Assert.Equal(UpdateState.Updated, outcome.State);
        Assert.Equal((Path, 12_345), Feed.Hostile.Asked.Last(asked => asked.Path == Path));
        Assert.Equal(file, await File.ReadAllBytesAsync(System.IO.Path.Combine(outcome.Set!.Active.Embedder.Folder, "face-embedder.onnx")));
    }

    [Fact]
    public async Task Truncated_download_that_goes_on_with_other_bytes_begins_again()
    {
        const string Path = "models/face-embedder/1.2.0/face-embedder.onnx";
        Feed.Serve(2);
        Feed.Hostile.Replace(Path, offset => new(new MemoryStream(SignedFeed.NetworkOf(13), 0, 5000), offset, null));
        await Feed.RefusedAsync();
        Feed.Hostile.Restore();

        Assert.Equal(UpdateState.Updated, (await Feed.CheckAsync()).State);
        Assert.Equal(0, Feed.Hostile.Asked.Last(asked => asked.Path == Path).Offset);
    }

    [Fact]
    public async Task Full_disk_is_refused_and_leaves_nothing_behind_that_fills_it()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var parts = Feed.Serve(2);
        // Linux has a device that is always full; the download is made to end there.
        var partial = Path.Combine(Feed.StoreFolder, "partial", SignedFeed.HashOf(SignedFeed.NetworkOf(2)));
        Directory.CreateDirectory(Path.GetDirectoryName(partial)!);
        File.CreateSymbolicLink(partial, "/dev/full");

        Assert.Contains("No space left on device", await Feed.RefusedAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(partial)!));
        // Once there is room, it goes on.
        Assert.Equal(parts.Embedder.Id, (await Feed.CheckAsync()).Set?.Active.Embedder.Id.ToString());
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
        var detector = Feed.PutDetector("2.0.0", network, change: manifest => manifest["files"]![0]!["name"] = name);
        Feed.Hostile.Replace(FeedPaths.File(VersionId.Parse(detector.Id), name), network);
        Feed.Activate(2, First with { Detector = detector });

        Assert.Contains("names a file outside of its folder", await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../face-detector@2.0.0")]
    [InlineData("face-detector@../2.0.0")]
    [InlineData("face-detector@2.0")]
    [InlineData("Face@2.0.0")]
    public async Task A_set_that_names_what_is_no_version_is_refused(string id)
    {
        Feed.Activate(2, First with { Detector = First.Detector with { Id = id } });

        Assert.Contains("names a version that is none", await Feed.RefusedAsync(), StringComparison.Ordinal);
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
        Feed.Activate(2, First with { Detector = Feed.PutDetector("2.0.0", network) });

        Assert.Contains(says, await Feed.RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_a_machine_takes_is_not_even_asked_for()
    {
        var detector = Feed.PutDetector("2.0.0", SignedFeed.NetworkOf(3), change: manifest => manifest["files"]![0]!["size"] = 1L << 40);
        Feed.Activate(2, First with { Detector = detector });

        Assert.Contains("no more than 536870912 are taken", await Feed.RefusedAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Feed.Hostile.Asked, asked => asked.Path == "models/face-detector/2.0.0/face-detector.onnx");
    }

    [Fact]
    public async Task AFeed_that_had_a_set_and_has_none_is_not_taken_for_an_empty_one()
    {
        File.Delete(Feed.PathOf(FeedPaths.Active));

        await Feed.RefusedAsync(UpdateState.Unreachable);
    }
}
