using System.Net.Sockets;
using CelebFunctions;
using CelebFunctions.LocalHost;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;

if (args.Contains("--help"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}
try
{
    await using var app = FunctionsHost.Create(args, typeof(App).Assembly, builder =>
    {
        builder.Services.AddCelebFunctions().LoadEarly(builder.Configuration);
        // In Azure the host tells of calls, here nobody else does.
        builder.Services.AddAppTelemetry(builder.Configuration)?.WithTracing(traces => traces.AddAspNetCoreInstrumentation());
        LocalStorage.AddTo(builder);
    });
    LoopbackPort.EnsureFree(app.Services.GetRequiredService<HostSettings>().Port);
    await app.StartAsync();
    Console.WriteLine(StartText.Write(app));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception error) when (error is HostStartException or OptionsValidationException or IOException or SocketException)
{
    // Whoever starts the host can do something about these: the message says what, no stack is needed.
    Console.Error.WriteLine(error.Message);
    return 1;
}
