using System.Diagnostics;
using System.Security.Cryptography;

namespace CelebFunctions.LocalHost.Azurite;

/// <summary>
/// Azurite in a cache folder, as package-lock.json names its packages. A folder that is there is complete: npm works
/// in one beside it, which is renamed when it is done.
/// </summary>
/// <param name="node">Installs it.</param>
/// <param name="cache">Holds one folder for each lock file.</param>
internal sealed class AzuriteInstallation(Node node, string cache)
{
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc"];

    // Several storages of one process may want it at once: npm works for the first, the others find it there.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "azurite");

    /// <summary>Where it is kept for all checkouts of this user.</summary>
    public static string UsualCache { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "celeb-functions");

    /// <summary>Loaded before Azurite's own script.</summary>
    public static string Hold { get; } = Path.Combine(Source, "hold.cjs");

    public string Folder { get; } = Path.Combine(
        Path.GetFullPath(cache), $"azurite-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Source, "package-lock.json"))))[..12]}");

    /// <summary>Its script.</summary>
    public string Script => Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    public bool IsThere => Directory.Exists(Folder);

    /// <summary>Installs it where it is not there.</summary>
    /// <exception cref="AzuriteException">npm failed.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (!IsThere)
                await InstallBesideAsync(cancellationToken);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private async Task InstallBesideAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory($"{Folder}.{Environment.ProcessId}").FullName;
        try
        {
            foreach (var file in Files)
                File.Copy(Path.Combine(Source, file), Path.Combine(folder, file), overwrite: true);
            await InstallAsync(folder, cancellationToken);
            Directory.Move(folder, Folder);
        }
        catch (IOException) when (IsThere)
        {
            // Another process was faster; its copy is as good.
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        using var npm = Process.Start(new ProcessStartInfo(node.Npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var said = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await said;
            await npm.WaitForExitAsync(cancellationToken);
            if (npm.ExitCode != 0)
                throw new AzuriteException($"npm could not install Azurite: {error.Split('\n')[0].Trim()}");
        }
        finally
        {
            if (!npm.HasExited)
                npm.Kill(entireProcessTree: true);
        }
    }
}
