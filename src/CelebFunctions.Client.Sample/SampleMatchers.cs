using CelebFunctions.Client.Cloud;
using CelebFunctions.Client.Device;
using CelebFunctions.Client.Hybrid;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Client.Sample;

/// <summary>The three matchers over one connection.</summary>
internal sealed class SampleMatchers : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly Uri? _app;
    private readonly SkiaPhotoCodec _codec = new();
    private readonly Lazy<OnDeviceMatcher> _device;

    public SampleMatchers(string? app, string? key, string? feed, FileInfo? root, string folder)
    {
        _app = AddressOf(app);
        if (key is not null)
            _client.DefaultRequestHeaders.Add("x-functions-key", key);
        _device = new(() => new(
            AddressOf(feed) is { } address ? new HttpModelFeed(_client, address) : new AppModelFeed(_client, App),
            TrustedRoot.Parse(File.ReadAllText(root?.FullName ?? throw new ArgumentException("The device needs --root."))),
            _codec,
            new() { Folder = folder }));
    }

    public OnDeviceMatcher Device => _device.Value;

    private CloudMatcher Cloud => new(_client, App, _codec);

    private Uri App => _app ?? throw new ArgumentException("The cloud needs --app.");

    public IMatcher Named(string name, Connection connection) => name switch
    {
        "device" => Device,
        "cloud" => Cloud,
        _ => new HybridMatcher(Device, Cloud, new() { Connection = () => connection }),
    };

    private static Uri? AddressOf(string? address) => address is null ? null : new(address.TrimEnd('/') + '/');

    public void Dispose()
    {
        if (_device.IsValueCreated)
            _device.Value.Dispose();
        _client.Dispose();
    }
}
