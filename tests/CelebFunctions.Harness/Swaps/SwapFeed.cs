using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Testing;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Harness.Swaps;

/// <summary>A signed feed with two sets of the models that we ship under other numbers, which take turns.</summary>
internal sealed class SwapFeed : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestVersions _versions = new();
    private readonly List<byte[]> _documents = [];
    private readonly SignedFeed _feed;

    private SwapFeed(SignedFeed feed) => _feed = feed;

    public string Folder => _feed.Folder;

    public string Store => _feed.Store();

    public string RootKey => _feed.RootKey;

    /// <summary>What answers name: the versions of both sets.</summary>
    public IReadOnlyList<string[]> Sets { get; private set; } = [];

    /// <summary>Publishes both sets and signs so many turns.</summary>
    public static async Task<SwapFeed> CreateAsync(int turns, CancellationToken cancellationToken)
    {
        var feed = new SwapFeed(await SignedFeed.CreateAsync());
        var sets = new List<VersionId[]>();
        var gallery = Path.Combine(Repository.Models, "galleries", "public-figures.safetensors");
        foreach (var version in new[] { "9.0.1", "9.0.2" })
        {
            gallery = feed.WithoutFirst(gallery, version);
            sets.Add(
            [
                await feed._feed.PublishAsync(feed._versions.Model("face-detector", version).Folder),
                await feed._feed.PublishAsync(feed._versions.Model("face-embedder", version).Folder),
                await feed._feed.PublishAsync(gallery),
            ]);
        }
        feed.Sets = [.. sets.Select(set => set.Select(id => id.ToString()).ToArray())];

        for (var turn = 0; turn < turns; turn++)
        {
            await feed._feed.Sets.ActivateAsync(sets[turn % 2], cancellationToken);
            feed._documents.Add(await File.ReadAllBytesAsync(Path.Combine(feed.Folder, FeedPaths.Active), cancellationToken));
            // Signing reads all earlier sets; here nobody goes back to one.
            Directory.Delete(Path.Combine(feed.Folder, FeedPaths.Sets), recursive: true);
        }
        await feed.TurnAsync(0, cancellationToken);
        return feed;
    }

    /// <summary>Shows the set of this turn, the first being 0.</summary>
    public Task TurnAsync(int turn, CancellationToken cancellationToken) =>
        _feed.Registry.WriteAsync(FeedPaths.Active, _documents[turn], cancellationToken);

    public void Dispose()
    {
        _feed.Dispose();
        _versions.Dispose();
        _folder.Dispose();
    }

    /// <summary>The gallery with one person less, so that the two differ.</summary>
    private string WithoutFirst(string path, string version)
    {
        using var gallery = Gallery.Open(path);
        var home = Directory.CreateDirectory(_folder[version]).FullName;
        var written = Path.Combine(home, $"{gallery.Id}.safetensors");
        GalleryWriter.Write(written, GalleryWriter.Without(gallery, gallery.People[0].Id) with { Version = version });
        return written;
    }
}
