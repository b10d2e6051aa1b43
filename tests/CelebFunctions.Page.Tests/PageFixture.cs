using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Jobs;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Page.Tests;

/// <summary>One gallery, one host and one browser for all tests; each test opens the page anew.</summary>
public sealed class PageFixture : IAsyncLifetime, IDisposable
{
    public const string FunctionKey = "the-function-key";

    /// <summary>Fewer than the page takes for granted.</summary>
    public const int MaxPhotoBytes = 300_000;

    private readonly AzuriteFixture _azurite = new();
    private readonly DirectoryInfo _galleries = Directory.CreateTempSubdirectory("celeb-page-");
    private PageHost? _host;
    private PageHost? _locked;

    /// <summary>Without storage and without keys.</summary>
    internal PageHost Host => _host!;

    /// <summary>Which the photos of albums pass.</summary>
    internal Turnstile Turnstile { get; } = new();

    internal Browser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        SampleGallery.Write(_galleries.FullName);
        Browser = new();
        _host = await PageHost.StartAsync(Settings);
    }

    /// <summary>The page on a screen of the usual size, in the light.</summary>
    internal Page Open() => Browser.Open(Host.Address);

    /// <summary>A host that asks for keys and has storage; the same for all who ask.</summary>
    internal async Task<PageHost> LockedHostAsync()
    {
        if (_locked is not null)
            return _locked;
        await _azurite.InitializeAsync();
        await new JobStore(_azurite.Blobs, _azurite.Queues, MaxPhotoBytes).EnsureAsync(default);
        _locked = await PageHost.StartAsync(
            services => services.AddSingleton<IPhotoOperations>(
                provider => new Turnstile.Operations(provider.GetRequiredService<JobOperations>(), Turnstile)),
            [.. Settings, ("LocalHost:FunctionKey", FunctionKey), ("AzureWebJobsStorage", _azurite.ConnectionString), ("Celeb:Photos:MaxBytes", $"{MaxPhotoBytes}")]);
        _locked.Client.DefaultRequestHeaders.Add("x-functions-key", FunctionKey);
        return _locked;
    }

    /// <summary>A host that asks for keys and for client keys.</summary>
    /// <param name="storage">Has these.</param>
    internal Task<PageHost> LockedHostAsync(string storage) => PageHost.StartAsync(
        [.. Settings, ("LocalHost:FunctionKey", FunctionKey), ("AzureWebJobsStorage", storage), ("Celeb:Clients:Required", "true")]);

    /// <summary>The page of the host that has storage, with the key that it asks for.</summary>
    internal async Task<Page> OpenWithStorageAsync()
    {
        var page = Browser.Open((await LockedHostAsync()).Address);
        page.Run("sessionStorage.setItem('x-functions-key', arguments[0])", FunctionKey);
        return page;
    }

    /// <summary>A host of its own for who stops it, or leaves something in the browser that is the address's.</summary>
    internal Task<PageHost> OwnHostAsync(params (string, string)[] settings) => PageHost.StartAsync([.. Settings, .. settings]);

    /// <summary>The gallery's file.</summary>
    internal string Gallery => Path.Combine(_galleries.FullName, "composites.safetensors");

    /// <summary>A batch as the API shows it.</summary>
    internal async Task<JsonNode> BatchAsync(string id) => (await (await LockedHostAsync()).Client.GetFromJsonAsync<JsonNode>($"/api/batches/{id}"))!;

    /// <summary>The names of all that a container has of a batch.</summary>
    internal async Task<string[]> StoredAsync(string container, string batch) =>
        [.. (await _azurite.Blobs.ListAsync(container, "", default).ToArrayAsync()).Where(name => name.Contains(batch, StringComparison.Ordinal))];

    /// <summary>What the API answers to a photo that the page sends by itself.</summary>
    internal Task<MatchAnswer> AnswerAsync(string photo) => AnswerAsync(photo, "?faces=all&top=5");

    internal async Task<MatchAnswer> AnswerAsync(string photo, string query)
    {
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(photo));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await Host.Client.PostAsync($"/api/match{query}", body);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(AnswerJson.Default.MatchAnswer))!;
    }

    /// <summary>A file that only the tests need.</summary>
    internal string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_galleries.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_locked is not null)
        {
            await _locked.DisposeAsync();
            await _azurite.DisposeAsync();
        }
    }

    public void Dispose()
    {
        Browser?.Dispose();
        _galleries.Delete(recursive: true);
    }

    private (string, string)[] Settings =>
        [("Celeb:Serving:Galleries", _galleries.FullName), ("Celeb:Serving:DefaultGallery", SampleGallery.Id)];
}

/// <summary>The tests of the page, one after the other: they share a browser.</summary>
[CollectionDefinition(Name)]
public sealed class PageTestGroup : ICollectionFixture<PageFixture>
{
    public const string Name = "Page";
}
