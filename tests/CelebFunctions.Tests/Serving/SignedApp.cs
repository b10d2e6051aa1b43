using CelebFunctions.Models;
using CelebFunctions.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Tests.Serving;

/// <summary>Instances of the app on one signed feed, and what a publisher does to it.</summary>
internal sealed class SignedApp : IAsyncDisposable
{
    private readonly TestVersions _versions = new();
    private readonly List<ServedApp> _apps = [];

    private SignedApp(SignedFeed feed) => Feed = feed;

    public SignedFeed Feed { get; }

    public static async Task<SignedApp> CreateAsync() => new(await SignedFeed.CreateAsync());

    /// <summary>Publishes a set whose versions all have one number, to be served.</summary>
    public async Task ActivateAsync(string version) =>
        await Feed.Sets.ActivateAsync(await PublishAsync(version), default);

    /// <summary>Publishes such a set.</summary>
    /// <param name="version">Of all that is in it.</param>
    /// <param name="turned">See <see cref="TestGalleries.WriteComposites"/>.</param>
    public async Task<VersionId[]> PublishAsync(string version, bool turned = false)
    {
        using var set = ServingSetReader.Read(new() { Models = Repository.Models, Galleries = "none" }, TimeProvider.System);
        return
        [
            await Feed.PublishAsync(_versions.Model("face-detector", version).Folder),
            await Feed.PublishAsync(_versions.Model("face-embedder", version).Folder),
            await PublishGalleryAsync(version, folder => TestGalleries.WriteComposites(folder, set, version, turned)),
        ];
    }

    /// <summary>Publishes a gallery.</summary>
    public Task<VersionId> PublishGalleryAsync(string version, Action<string> write) =>
        Feed.PublishAsync(_versions.Gallery(TestGalleries.Composites, version, write).GalleryPath);

    /// <summary>An instance of the app, which looks at the feed each second.</summary>
    public async Task<ServedApp> StartAsync(params (string Key, string Value)[] settings)
    {
        var app = await ServedApp.StartAsync(
            null,
            [
                ("Celeb:Serving:Models", Repository.Models),
                ("Celeb:Serving:Feed", Feed.Folder),
                ("Celeb:Serving:RootKey", Feed.RootKey),
                ("Celeb:Serving:Store", Feed.Store($"store-{_apps.Count}")),
                ("Celeb:Serving:RefreshSeconds", "1"),
                .. settings,
            ]);
        _apps.Add(app);
        (await app.Services.GetRequiredService<ServingModels>().LeaseAsync(default)).Dispose();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
        _versions.Dispose();
        Feed.Dispose();
    }
}
