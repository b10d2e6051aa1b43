using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Client.Tests.Feeds;

/// <summary>A registry with the models and the gallery that ship, served as set 1.</summary>
public sealed class PublishedFeed : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _root = SigningKey.Create(), _key = SigningKey.Create();

    public string Folder => _folder["feed"];

    public string RootPem => _folder["root.pub.pem"];

    public TrustedRoot Root => TrustedRoot.Of(_root.Public);

    internal FolderRegistry Registry => new(Folder);

    private RegistryReader Reader => new(Registry, [_key.Public]);

    private SetPublisher Sets => new(Registry, Reader, _key, new(), TimeProvider.System);

    public static string Gallery => Path.Combine(Repository.Models, "galleries", "public-figures.safetensors");

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(RootPem, _root.Public.ToPem());
        await new KeyRotation(Registry, new(), TimeProvider.System).RotateAsync(_root, _key, [], stolen: false, default);
        await ServeAsync(Repository.Model("face-detector"), Repository.Model("face-embedder"), Gallery);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Publishes versions and serves them.</summary>
    /// <returns>The number of the set.</returns>
    internal async Task<long> ServeAsync(params string[] sources)
    {
        var versions = new List<VersionId>();
        foreach (var source in sources)
            versions.Add((await new VersionPublisher(Registry, Reader, _key, new(), TimeProvider.System).PublishAsync(source, keepOlder: true, default)).Id);
        return (await Sets.ActivateAsync(versions, default)).Number;
    }

    /// <summary>Publishes and serves the gallery without one person.</summary>
    internal Task<long> ServeWithoutAsync(string person)
    {
        using var gallery = Vision.Galleries.Gallery.Open(Gallery);
        var path = _folder[$"{person}.safetensors"];
        GalleryWriter.Write(path, GalleryWriter.Without(gallery, person));
        return ServeAsync(path);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }
}
