using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Tests;

/// <summary>Functions served for one test, in memory or on a free port of this machine.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(WebApplication app, HttpClient client)
    {
        App = app;
        Client = client;
    }

    public WebApplication App { get; }

    /// <summary>Calls the host; its base address is the host's.</summary>
    public HttpClient Client { get; }

    /// <summary>Serves in memory: no socket, no Kestrel.</summary>
    /// <param name="types">Hold the functions.</param>
    /// <param name="configure">Adds services.</param>
    /// <param name="settings">Stand over host.json and the environment.</param>
    public static async Task<TestHost> StartAsync(
        IEnumerable<Type> types, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings)
    {
        var app = Create([], types, settings, builder =>
        {
            builder.WebHost.UseTestServer();
            configure?.Invoke(builder);
        });
        await app.StartAsync();
        return new(app, app.GetTestClient());
    }

    /// <summary>Serves an assembly's functions in memory.</summary>
    public static Task<TestHost> StartAsync(
        Assembly functions, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings) =>
        StartAsync(functions.GetTypes(), configure, settings);

    /// <summary>Serves by Kestrel on a free port.</summary>
    public static async Task<TestHost> ListenAsync(
        IEnumerable<Type> types, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings)
    {
        var app = Create(["--port", "0"], types, settings, builder => configure?.Invoke(builder));
        await app.StartAsync();
        return new(app, new() { BaseAddress = new(app.Urls.First()) });
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    private static WebApplication Create(
        string[] args, IEnumerable<Type> types, (string Key, string Value)[] settings, Action<WebApplicationBuilder> configure) =>
        FunctionsHost.Create(args, types, builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
            configure(builder);
        });
}
