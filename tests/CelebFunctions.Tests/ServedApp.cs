using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Tests.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Tests;

/// <summary>The whole app on a free port of this machine, with the galleries of <see cref="TestGalleries"/>.</summary>
public sealed class ServedApp : IAsyncLifetime
{
    private static readonly Lazy<string> Galleries = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("celeb-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        TestGalleries.Write(folder);
        return folder;
    });

    private TestHost? _host;

    /// <summary>The app's services.</summary>
    internal IServiceProvider Services => _host!.App.Services;

    /// <summary>Calls the app, and fails where an answer is other than the contract says.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<ServedApp> StartAsync(Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var app = new ServedApp();
        app._host = await TestHost.ListenAsync(
            typeof(App).Assembly.GetTypes(),
            builder => Configure(builder, configure),
            [("Celeb:Serving:Galleries", Galleries.Value), ("Celeb:Serving:DefaultGallery", TestGalleries.Composites), .. settings]);
        app.Client = new(new ContractHandler()) { BaseAddress = app._host.Client.BaseAddress };
        return app;
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        var app = await StartAsync();
        (_host, Client) = (app._host, app.Client);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _host!.DisposeAsync();
    }

    private static void Configure(WebApplicationBuilder builder, Action<IServiceCollection>? configure)
    {
        builder.Services.AddCelebFunctions();
        configure?.Invoke(builder.Services);
    }
}
