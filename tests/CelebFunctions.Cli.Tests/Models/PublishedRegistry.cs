namespace CelebFunctions.Cli.Tests.Models;

/// <summary>A registry with the models that ship and a drawn gallery, served as set 1; made once, copied by each test.</summary>
public sealed class PublishedRegistry : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Folder => _folder.Path;

    public async Task InitializeAsync()
    {
        var registry = new CopiedRegistry(_folder);
        await registry.DoAsync("models", "keygen", registry.Keys);
        await registry.DoAsync("models", "rotate", "--root", registry.RootKey, "--key", registry.Key, "--to", registry.Feed);
        await registry.PublishAsync(Repository.Model("face-detector"));
        await registry.PublishAsync(Repository.Model("face-embedder"));
        await registry.PublishAsync(DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray", "Cid Moe"));
        await registry.SignAsync("activate", Repository.ModelId("face-detector"), Repository.ModelId("face-embedder"), "drawn@1.2.3");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
