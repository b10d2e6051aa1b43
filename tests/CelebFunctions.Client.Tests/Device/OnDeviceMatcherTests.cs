using CelebFunctions.Client.Device;
using CelebFunctions.Client.Sample;
using CelebFunctions.Client.Tests.Feeds;
using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Client.Tests.Device;

public sealed class OnDeviceMatcherTests(PublishedFeed feed) : IClassFixture<PublishedFeed>, IDisposable
{
    private static readonly byte[] Photo = File.ReadAllBytes(Repository.Picture("composite-1.jpg"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_fetched_once_matches_without_a_network_also_after_a_restart()
    {
        await using var server = await FeedServer.StartAsync(feed.Folder);
        using var client = new HttpClient();
        string? sentence;
        using (var device = Device(new HttpModelFeed(client, server.Address)))
        {
            Assert.Equal(UpdateState.Updated, (await device.UpdateAsync()).State);
            sentence = (await device.MatchAsync(Photo, new())).Sentence;
        }
        // What the documents and the three files of a first download have in all.
        Assert.InRange(server.Sent, 1, 4_000_000);

        using var alone = Device(new NoFeed());
        var result = await alone.MatchAsync(Photo, new() { Top = 3, Features = [FaceRegion.Eyes] });
        var update = await alone.UpdateAsync();

        Assert.Equal((MatchPlace.Device, sentence), (result.Place, (await alone.MatchAsync(Photo, new())).Sentence));
        Assert.StartsWith("You look ", sentence, StringComparison.Ordinal);
        Assert.Equal((3, 1), (result.Faces[0].Matches.Count, result.Faces[0].Features.Count));
        Assert.Matches("face-detector@.+ face-embedder@.+ public-figures@.+", $"{result.Models.Detector} {result.Models.Embedder} {result.Models.Gallery}");
        Assert.Equal(UpdateState.Unreachable, update.State);
    }

    [Fact]
    public async Task Before_the_first_download_it_says_what_is_missing()
    {
        using var device = Device(new NoFeed());

        var refusal = await Assert.ThrowsAsync<DeviceException>(() => device.MatchAsync(Photo, new()));

        Assert.Contains("fetched once", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_fetched_while_the_conditions_do_not_hold_and_a_download_goes_on_when_they_do()
    {
        await using var server = await FeedServer.StartAsync(feed.Folder);
        using var client = new HttpClient();
        var (wifi, asked) = (false, 0);
        using var device = new OnDeviceMatcher(new HttpModelFeed(client, server.Address), feed.Root, new SkiaPhotoCodec(), new()
        {
            Folder = _folder["device"],
            MayDownload = _ => new(wifi && asked++ < 5),
        });

        var never = await device.UpdateAsync();
        var nothing = server.Sent;
        wifi = true;
        var lost = await device.UpdateAsync();
        var some = server.Sent;
        asked = int.MinValue;
        var whole = await device.UpdateAsync();

        Assert.Equal((UpdateState.Unreachable, 0), (never.State, nothing));
        Assert.Contains("conditions", never.Reason, StringComparison.Ordinal);
        Assert.Equal((UpdateState.Unreachable, UpdateState.Updated), (lost.State, whole.State));
        Assert.InRange(some, 100_000, 3_000_000);
        Assert.All(server.Asked.Where(one => one.Path.EndsWith(".onnx", StringComparison.Ordinal)).CountBy(one => one.Path), file => Assert.Equal(1, file.Value));
    }

    [Fact]
    public async Task A_better_gallery_comes_with_the_next_look_and_the_old_set_does_not_come_back()
    {
        using var own = new PublishedFeed();
        await own.InitializeAsync();
        var old = await File.ReadAllBytesAsync(Path.Combine(own.Folder, FeedPaths.Active));
        using var device = new OnDeviceMatcher(own.Registry, own.Root, new SkiaPhotoCodec(), new() { Folder = _folder["device"] });
        await device.UpdateAsync();
        var before = await device.MatchAsync(Photo, new());

        await own.ServeWithoutAsync(before.Faces[0].Matches[0].Person.Id);
        Assert.Equal(UpdateState.Updated, (await device.UpdateAsync()).State);
        var after = await device.MatchAsync(Photo, new());
        await File.WriteAllBytesAsync(Path.Combine(own.Folder, FeedPaths.Active), old);
        var downgrade = await device.UpdateAsync();
        var still = await device.MatchAsync(Photo, new());

        Assert.Equal(before.Faces[0].Matches[1].Person, after.Faces[0].Matches[0].Person);
        Assert.NotEqual(before.Models.Gallery, after.Models.Gallery);
        Assert.Equal(UpdateState.Refused, downgrade.State);
        Assert.Contains("old one", downgrade.Reason, StringComparison.Ordinal);
        Assert.Equal(after.Models, still.Models);
        // One version of the gallery is kept, not two.
        Assert.Single(Directory.GetDirectories(_folder["device/models/public-figures"]));
    }

    [Fact]
    public async Task A_photo_without_a_face_a_gallery_that_is_not_here_and_bytes_that_are_no_photo_are_told_apart()
    {
        using var device = new OnDeviceMatcher(feed.Registry, feed.Root, new SkiaPhotoCodec(), new() { Folder = _folder["device"] });
        await device.UpdateAsync();

        var empty = await device.MatchAsync(await File.ReadAllBytesAsync(Repository.Picture("landscape.jpg")), new());
        var unknown = await Assert.ThrowsAsync<DeviceException>(() => device.MatchAsync(Photo, new() { Gallery = "nobody" }));

        Assert.Equal((null, "no-face", 0), (empty.Sentence, empty.Advice?.Code, empty.Faces.Count));
        Assert.Contains("There is: public-figures", unknown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PhotoException>(() => device.MatchAsync("no photo"u8.ToArray(), new()));
    }

    [Fact]
    public async Task Changed_on_disk_the_models_are_not_used_and_the_next_update_mends_them()
    {
        using (var device = new OnDeviceMatcher(feed.Registry, feed.Root, new SkiaPhotoCodec(), new() { Folder = _folder["device"] }))
            await device.UpdateAsync();
        var network = Directory.GetFiles(_folder["device"], "face-embedder.int8.onnx", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(network);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(network, bytes);

        using var again = new OnDeviceMatcher(feed.Registry, feed.Root, new SkiaPhotoCodec(), new() { Folder = _folder["device"] });
        await Assert.ThrowsAsync<DeviceException>(() => again.MatchAsync(Photo, new()));
        Assert.Equal(UpdateState.Updated, (await again.UpdateAsync()).State);

        Assert.NotNull((await again.MatchAsync(Photo, new())).Sentence);
    }

    [Fact]
    public async Task Photos_side_by_side_while_an_update_comes_all_get_their_answer()
    {
        using var device = new OnDeviceMatcher(feed.Registry, feed.Root, new SkiaPhotoCodec(), new() { Folder = _folder["device"], Precision = ModelPrecision.Fp16 });
        await device.UpdateAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            if (i % 3 == 0)
                await device.UpdateAsync();
            return await device.MatchAsync(Photo, new());
        }));

        Assert.Single(answers.Select(answer => answer.Sentence).Distinct());
    }

    private OnDeviceMatcher Device(IModelFeed source) => new(source, feed.Root, new SkiaPhotoCodec(), new() { Folder = _folder["device"] });
}
