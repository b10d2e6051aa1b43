using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Testing;

/// <summary>A registry in a folder with keys of its own, as 'celeb models' makes one.</summary>
internal sealed class SignedFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _root = SigningKey.Create(), _key = SigningKey.Create();

    private SignedFeed() => Registry = new(Folder);

    public string Folder => _folder["feed"];

    public FolderRegistry Registry { get; }

    public string RootKey => _root.Public.ToPem();

    /// <summary>Signs which versions are served.</summary>
    public SetPublisher Sets => new(Registry, Reader, _key, new(), TimeProvider.System);

    private RegistryReader Reader => new(Registry, [_key.Public]);

    /// <summary>One whose root has named the key that publishes.</summary>
    public static async Task<SignedFeed> CreateAsync()
    {
        var feed = new SignedFeed();
        await new KeyRotation(feed.Registry, new(), TimeProvider.System).RotateAsync(feed._root, feed._key, [], stolen: false, default);
        return feed;
    }

    /// <summary>Copies all that is published to another registry.</summary>
    public async Task CopyToAsync(IModelRegistry other)
    {
        await foreach (var path in Registry.ListAsync("", default))
            await other.WriteAsync(path, await File.ReadAllBytesAsync(Path.Combine(Folder, path)), default);
    }

    /// <summary>A folder of an app for what it fetches.</summary>
    public string Store(string name = "store") => _folder[name];

    /// <summary>Publishes the folder of a model, or a gallery's file.</summary>
    public async Task<VersionId> PublishAsync(string path) =>
        (await new VersionPublisher(Registry, Reader, _key, new(), TimeProvider.System).PublishAsync(path, keepOlder: true, default)).Id;

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }
}
