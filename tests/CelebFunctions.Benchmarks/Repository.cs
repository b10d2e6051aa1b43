using System.Diagnostics;

namespace CelebFunctions.Benchmarks;

/// <summary>The checkout that the benchmark measures, and the tools that make it ready.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Publishes a project as it is deployed: for this machine, and compiled ahead unless that is what is measured.</summary>
    public static async Task<string> PublishAsync(string project, string name, bool readyToRun = true)
    {
        var folder = At("artifacts", "benchmarks", name);
        await RunAsync("dotnet", Root, "publish", At(project), "-c", "Release", "--use-current-runtime", "--self-contained", "false",
            $"-p:PublishReadyToRun={(readyToRun ? "true" : "false")}", "-o", folder, "-v", "quiet", "--nologo");
        return folder;
    }

    /// <summary>Runs a tool to its end; what it says is shown only when it fails.</summary>
    public static async Task RunAsync(string tool, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}.\n{said[0]}\n{said[1]}");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CelebFunctions.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run the benchmark from a checkout of the repository: it publishes the projects there.");
    }
}
