using System.Runtime.Versioning;
using CelebFunctions.LocalHost.Azurite;

namespace CelebFunctions.LocalHost.Tests.Azurite;

public sealed class AzuriteInstallationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("celeb-install-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Four_who_need_it_at_once_let_npm_work_once()
    {
        var runs = Path.Combine(_folder.FullName, "runs");
        var npm = Path.Combine(_folder.FullName, "npm");
        // As npm does: it clears what is there and builds it anew, and fails where another fills it meanwhile.
        await File.WriteAllTextAsync(npm, $"#!/bin/sh\necho run >> {runs}\nrm -rf node_modules && sleep 0.3 && mkdir node_modules\n");
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            new AzuriteInstallation(new("node", npm), Path.Combine(_folder.FullName, "cache")).EnsureAsync(default)));

        Assert.Single(await File.ReadAllLinesAsync(runs));
        var installed = Assert.Single(Directory.GetDirectories(Path.Combine(_folder.FullName, "cache")));
        Assert.True(Directory.Exists(Path.Combine(installed, "node_modules")));
    }
}
