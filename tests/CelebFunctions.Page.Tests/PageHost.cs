using CelebFunctions.LocalHost;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Page.Tests;

/// <summary>The app itself on a free port of this machine.</summary>
internal sealed class PageHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageHost(WebApplication app)
    {
        _app = app;
        Client = new() { BaseAddress = new(app.Urls.First()) };
    }

    /// <summary>Calls the host without the page.</summary>
    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    /// <param name="settings">Stand over the environment.</param>
    public static Task<PageHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    /// <param name="configure">Puts services in the place of the app's own.</param>
    /// <param name="settings">Stand over the environment.</param>
    public static async Task<PageHost> StartAsync(Action<IServiceCollection>? configure, params (string Key, string Value)[] settings)
    {
        var app = FunctionsHost.Create(["--port", "0"], typeof(App).Assembly, builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
            builder.Logging.ClearProviders();
            builder.Services.AddCelebFunctions();
            configure?.Invoke(builder.Services);
        });
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
