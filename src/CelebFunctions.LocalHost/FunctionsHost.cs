using System.Reflection;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.LocalHost.Functions;
using CelebFunctions.LocalHost.Http;
using CelebFunctions.LocalHost.Queues;
using CelebFunctions.LocalHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost;

/// <summary>Serves functions on this machine as the Azure Functions host does.</summary>
public static class FunctionsHost
{
    /// <summary>Makes a host of an assembly's functions; it does not listen yet.</summary>
    /// <param name="args">As on the command line: <c>--port N</c>, <c>--keys</c>.</param>
    /// <param name="assembly">Holds the functions.</param>
    /// <param name="configure">The app's composition root.</param>
    /// <exception cref="HostStartException">Arguments, settings or a function cannot be used.</exception>
    public static WebApplication Create(IReadOnlyList<string> args, Assembly assembly, Action<WebApplicationBuilder> configure) =>
        // Not asked for its types before somebody goes through them, on a thread of their own.
        Create(args, new[] { assembly }.SelectMany(one => one.GetTypes()), configure);

    /// <summary>Makes a host of these classes' functions; it does not listen yet.</summary>
    /// <param name="args">As on the command line: <c>--port N</c>, <c>--keys</c>.</param>
    /// <param name="types">Hold the functions.</param>
    /// <param name="configure">The app's composition root.</param>
    /// <exception cref="HostStartException">Arguments, settings or a function cannot be used.</exception>
    public static WebApplication Create(IReadOnlyList<string> args, IEnumerable<Type> types, Action<WebApplicationBuilder> configure)
    {
        // To look through thousands of methods takes as long as to put the services together: side by side.
        var functions = Task.Run(() => FunctionCatalog.Find(types));
        // An empty builder: nothing but what stands here reads settings, listens or logs.
        var builder = WebApplication.CreateEmptyBuilder(new());
        HostConfiguration.AddTo(builder.Configuration, AppContext.BaseDirectory, CommandLine.Read(args));
        builder.Logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddConfiguration(builder.Configuration.GetSection($"{HostConfiguration.HostJson}:logging"));
        builder.WebHost.UseKestrelCore();
        configure(builder);

        AddHost(builder, functions);
        var app = builder.Build();
        Answer(app);
        return app;
    }

    private static void AddHost(WebApplicationBuilder builder, Task<IReadOnlyList<MethodInfo>> functions)
    {
        var settings = HostSettings.Read(builder.Configuration);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(LocalStorage.Configured(builder.Configuration));
        builder.Services
            .AddRouting()
            .AddCors()
            .AddSingleton(settings)
            .AddSingleton(new KeyGate(settings.Keys))
            .AddSingleton<RequestLimit>()
            .AddSingleton<AdminEndpoints>()
            .AddSingleton<FunctionEndpoint>()
            .AddSingleton(services => new FunctionCatalog(
                functions.GetAwaiter().GetResult(), settings, builder.Configuration, services.GetRequiredService<IInlineConstraintResolver>()))
            .AddSingleton(QueueSettings.Read(builder.Configuration))
            .AddHostedService<TimerService>()
            .AddHostedService<QueueService>()
            .Configure<KestrelServerOptions>(kestrel => Listen(kestrel, settings.Port));
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        // Loopback alone: what runs on a laptop is nobody else's. Only a named port can be had on both of its addresses.
        if (port == 0)
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
        else
            kestrel.ListenLocalhost(port);
    }

    private static void Answer(WebApplication app)
    {
        var functions = app.Services.GetRequiredService<FunctionEndpoint>();
        var admin = app.Services.GetRequiredService<AdminEndpoints>();
        var limit = app.Services.GetRequiredService<RequestLimit>();
        if (app.Services.GetRequiredService<HostSettings>().Cors is { } cors)
            app.UseCors(cors.Apply);
        app.MapWhen(context => context.Request.Path.StartsWithSegments("/admin"), branch => branch.Run(admin.InvokeAsync));
        app.Use(limit.InvokeAsync);
        app.Run(functions.InvokeAsync);
    }
}
