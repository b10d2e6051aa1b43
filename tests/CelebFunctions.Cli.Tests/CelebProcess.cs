using System.Diagnostics;

namespace CelebFunctions.Cli.Tests;

/// <summary>Runs celeb as a process of its own, so that it has settings of its own.</summary>
internal static class CelebProcess
{
    public static Task<CommandRun> RunAsync(string? storage, params string[] arguments) =>
        RunAsync(environment => environment["AzureWebJobsStorage"] = storage, arguments);

    /// <param name="change">Changes the environment that it gets from this process.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<CommandRun> RunAsync(Action<IDictionary<string, string?>> change, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CelebCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        change(start.Environment);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, error);
    }
}
