using System.Diagnostics;
using System.Reflection;

namespace CelebFunctions.Infra.Tests;

/// <summary>The Bicep compiler, as a program.</summary>
internal static class Bicep
{
    // As what azd says; a snapshot must not depend on who takes it.
    private static readonly (string Name, string? Value)[] Environment =
    [
        ("AZURE_ENV_NAME", null),
        ("AZURE_LOCATION", null),
        ("CELEB_ALERT_MAIL", "operators@example.com"),
        ("CELEB_WEBHOOK_SECRETS", null),
        ("CELEB_OTLP_ENDPOINT", null),
        ("CELEB_OTLP_HEADERS", null),
        // It unpacks itself there.
        ("HOME", Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "home")).FullName),
    ];

    /// <summary>Where snapshots are taken: a subscription that is nobody's.</summary>
    public static readonly string[] Nowhere =
        ["--subscription-id", "00000000-0000-0000-0000-000000000000", "--tenant-id", "00000000-0000-0000-0000-000000000000"];

    private static readonly string Program = Find();

    public static string Folder { get; } = Path.Combine(Repository.Root, "infra");

    /// <summary>Runs it.</summary>
    /// <returns>What it wrote to either stream, and its exit code.</returns>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }

    /// <summary>A copy of the templates with one place changed.</summary>
    public static TemporaryFolder Changed(string file, string old, string changed)
    {
        var copy = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(Folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
        var text = File.ReadAllText(Path.Combine(copy.Path, file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(copy.Path, file), text.Replace(old, changed, StringComparison.Ordinal));
        return copy;
    }

    private static string Find()
    {
        var path = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "BicepPath").Value!;
        // A package does not keep the mark of a program.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute);
        return path;
    }
}
