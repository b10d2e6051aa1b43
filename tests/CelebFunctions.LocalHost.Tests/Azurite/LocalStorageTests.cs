using CelebFunctions.LocalHost.Azurite;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Tests.Azurite;

public sealed class LocalStorageTests : IDisposable
{
    private const string Azurite = "UseDevelopmentStorage=true", Elsewhere = "AccountName=a;AccountKey=b";

    private static readonly Node Installed = new("node", "npm");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("celeb-node-");

    [Theory]
    [InlineData("", true, true, "true", Azurite, true, "Queue in Azurite, which starts now")]
    [InlineData(Azurite, true, true, "true", Azurite, true, "Queue in Azurite, which starts now")]
    [InlineData("", true, false, "true", null, false, "Queue off: port 10000 or 10001 is taken")]
    [InlineData(Azurite, true, false, "true", Azurite, false, "Queue in the Azurite that listens on port 10001")]
    [InlineData("", false, true, "true", null, false, "Queue off: install Node.js 20")]
    [InlineData(Azurite, false, true, "true", Azurite, false, "Queue off: install Node.js 20")]
    [InlineData("", true, true, "false", null, false, "Queue off: start without --no-azurite")]
    [InlineData(Elsewhere, true, true, "true", Elsewhere, false, "Queue in the storage that AzureWebJobsStorage names")]
    public void Azurite_is_started_where_nothing_speaks_against_it(
        string configured, bool node, bool free, string start, string? connection, bool starts, string says)
    {
        var storage = LocalStorage.Choose(Settings(configured, start), node ? Installed : null, _ => free);

        Assert.Equal(connection, storage.Connection?.ConnectionString);
        Assert.Equal(starts, storage.Starts is not null);
        Assert.StartsWith(says, storage.Says, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', storage.Says);
        Assert.DoesNotContain("AccountKey", storage.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", "devstoreaccount1", "AzureWebJobsStorage is no connection string")]
    [InlineData("AzureWebJobsStorage:blobServiceUri", "https://b.example/", "AzureWebJobsStorage__queueServiceUri is missing")]
    public async Task Settings_of_storage_that_make_no_sense_stop_the_start(string setting, string value, string message)
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestHost.StartAsync([], null, (setting, value)));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Node_counts_only_together_with_npm()
    {
        var (node, npm) = OperatingSystem.IsWindows() ? ("node.exe", "npm.cmd") : ("node", "npm");
        var folders = $"{_folder.FullName}-nowhere{Path.PathSeparator}{_folder.FullName}";

        Assert.Null(Node.Find(null));
        File.WriteAllText(Path.Combine(_folder.FullName, node), "");
        Assert.Null(Node.Find(folders));
        File.WriteAllText(Path.Combine(_folder.FullName, npm), "");
        Assert.Equal(new(Path.Combine(_folder.FullName, node), Path.Combine(_folder.FullName, npm)), Node.Find(folders));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IConfiguration Settings(string storage, string start) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("AzureWebJobsStorage", storage), new(LocalStorage.StartSetting, start)])
        .Build();
}
