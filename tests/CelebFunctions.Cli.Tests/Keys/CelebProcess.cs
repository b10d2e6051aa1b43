using System.Diagnostics;

namespace CelebFunctions.Cli.Tests.Keys;

/// <summary>Runs celeb as a process of its own, so that it has settings of its own.</summary>
internal static class CelebProcess
{
    public static async Task<CommandRun> RunAsync(string? storage, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CelebCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AzureWebJobsStorage"] = storage;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, error);
    }
}
