using CelebFunctions.Client.Cloud;
using CelebFunctions.Client.Device;
using CelebFunctions.Client.Hybrid;
using CelebFunctions.Client.Sample;
using CelebFunctions.Client.Tests.Feeds;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Client.Tests;

/// <summary>The app over HTTP, with its own decoder and fp32, and a device beside it, with SkiaSharp.</summary>
public sealed class RealAppTests(PublishedFeed feed) : IClassFixture<PublishedFeed>, IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.ListenAsync(typeof(App).Assembly.GetTypes(), builder => builder.Services.AddCelebFunctions());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("composite-1.jpg", ModelPrecision.Fp32)]
    [InlineData("composite-2.jpg", ModelPrecision.Fp16)]
    [InlineData("composite-3.jpg", ModelPrecision.Int8)]
    public async Task Device_and_cloud_tell_the_same_of_the_same_photo(string picture, ModelPrecision precision)
    {
        var photo = await File.ReadAllBytesAsync(Repository.Picture(picture));
        using var device = await DeviceAsync(precision);

        var (here, there) = (await device.MatchAsync(photo, new()), await Cloud().MatchAsync(photo, new()));

        Assert.Equal((MatchPlace.Device, MatchPlace.Cloud), (here.Place, there.Place));
        Assert.Equal((there.Photo, there.Models), (here.Photo, here.Models));
        var (face, same) = (Assert.Single(here.Faces), Assert.Single(there.Faces));
        Assert.InRange(face.Box.Overlap(same.Box), 0.9f, 1);
        Assert.InRange(face.Landmarks.Nose.X - same.Landmarks.Nose.X, -10, 10);
        // Nobody of the gallery: the server's first is among the device's first three, by scores that are near.
        Assert.Contains(same.Matches[0].Person.Id, face.Matches.Take(3).Select(match => match.Person.Id));
        Assert.Equal(same.Matches[0].Similarity, face.Matches.Single(match => match.Person.Id == same.Matches[0].Person.Id).Similarity, 0.05);
        Assert.Equal(5, same.Features.Count);
        Assert.Equal(there.Sentence, same.Sentence);
        Assert.NotNull(there.RequestId);
    }

    [Fact]
    public async Task The_server_is_asked_for_what_was_asked_and_its_problems_arrive_as_they_were_meant()
    {
        var photo = await File.ReadAllBytesAsync(Repository.Picture("group.jpg"));

        var group = await Cloud().MatchAsync(photo, new() { Faces = FaceSelection.All, Top = 2, Features = [FaceRegion.Nose] });
        var plain = await Cloud().MatchAsync(photo, new() { Features = [] });
        var unknown = await Assert.ThrowsAsync<CloudException>(() => Cloud().MatchAsync(photo, new() { Gallery = "no such one" }));
        var wrong = await Assert.ThrowsAsync<CloudException>(() => Cloud().MatchAsync(photo, new() { Top = 99 }));

        Assert.Equal(3, group.Faces.Count);
        Assert.All(group.Faces, face => Assert.Equal((2, FaceRegion.Nose), (face.Matches.Count, face.Features.Single().Region)));
        Assert.Empty(plain.Faces.Single().Features);
        Assert.Equal(("gallery-unknown", 404), (unknown.Code, (int?)unknown.Status));
        Assert.Contains("public-figures", unknown.Message, StringComparison.Ordinal);
        Assert.NotNull(unknown.RequestId);
        Assert.Equal(("invalid-parameter", true), (wrong.Code, wrong.IsRequestWrong));
        Assert.Contains("top", wrong.Errors!.Keys);
    }

    [Fact]
    public async Task A_hybrid_falls_back_from_a_device_without_models_to_the_app_and_from_an_app_that_is_gone_to_the_device()
    {
        var photo = await File.ReadAllBytesAsync(Repository.Picture("composite-1.jpg"));
        using var empty = new OnDeviceMatcher(new NoFeed(), feed.Root, new SkiaPhotoCodec(), new() { Folder = _folder["empty"] });
        using var device = await DeviceAsync(ModelPrecision.Int8);
        using var client = new HttpClient();
        var gone = new CloudMatcher(client, new("http://127.0.0.1:9/"), new SkiaPhotoCodec(), new() { Retries = 0 });

        var cloud = await new HybridMatcher(empty, Cloud()).MatchAsync(photo, new());
        var hybrid = new HybridMatcher(device, gone);
        await hybrid.MatchAsync(photo, new());
        var here = await hybrid.MatchAsync(photo, new());

        Assert.Equal((MatchPlace.Cloud, MatchPlace.Device), (cloud.Place, here.Place));
        Assert.Contains("There are no models on this device yet", cloud.Why, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:9/ does not answer", here.Why, StringComparison.Ordinal);
    }

    private CloudMatcher Cloud() => new(_host.Client, _host.Client.BaseAddress!, new SkiaPhotoCodec());

    private async Task<OnDeviceMatcher> DeviceAsync(ModelPrecision precision)
    {
        var device = new OnDeviceMatcher(feed.Registry, feed.Root, new SkiaPhotoCodec(), new() { Folder = _folder[$"{precision}"], Precision = precision });
        await device.UpdateAsync();
        return device;
    }
}
