using System.Reflection;
using CelebFunctions.LocalHost;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

if (args.Contains("--help"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}
try
{
    await using var app = FunctionsHost.Create(args, Assembly.Load("CelebFunctions"), _ => { });
    await app.StartAsync();
    Console.WriteLine(StartText.Write(app));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (HostStartException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (IOException error) when (error.InnerException is AddressInUseException)
{
    Console.Error.WriteLine("The port is taken: stop what listens there, or choose another one, as in --port 7072.");
    return 1;
}
