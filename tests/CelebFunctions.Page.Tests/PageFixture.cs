using System.Net.Http.Headers;
using System.Net.Http.Json;
using CelebFunctions.Matching;

namespace CelebFunctions.Page.Tests;

/// <summary>One gallery, one host and one browser for all tests; each test opens the page anew.</summary>
public sealed class PageFixture : IAsyncLifetime, IDisposable
{
    public const string FunctionKey = "the-function-key";

    private readonly DirectoryInfo _galleries = Directory.CreateTempSubdirectory("celeb-page-");
    private PageHost? _host;
    private PageHost? _locked;

    internal PageHost Host => _host!;

    internal Browser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        SampleGallery.Write(_galleries.FullName);
        Browser = new();
        _host = await PageHost.StartAsync(Settings);
    }

    /// <summary>The page on a screen of the usual size, in the light.</summary>
    internal Page Open() => Browser.Open(Host.Address);

    /// <summary>A host that asks for keys; the same for all who ask.</summary>
    internal async Task<PageHost> LockedHostAsync() => _locked ??=
        await PageHost.StartAsync([.. Settings, ("LocalHost:FunctionKey", FunctionKey)]);

    /// <summary>A host that asks for keys and for client keys.</summary>
    /// <param name="storage">Has these.</param>
    internal Task<PageHost> LockedHostAsync(string storage) => PageHost.StartAsync(
        [.. Settings, ("LocalHost:FunctionKey", FunctionKey), ("AzureWebJobsStorage", storage), ("Celeb:Clients:Required", "true")]);

    /// <summary>What the API answers to the photo that the page sends.</summary>
    internal async Task<MatchAnswer> AnswerAsync(string photo)
    {
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(photo));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await Host.Client.PostAsync("/api/match?faces=all&top=5", body);
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
            await _locked.DisposeAsync();
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
