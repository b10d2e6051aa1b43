using System.Diagnostics.CodeAnalysis;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.LocalHost.Tests;

/// <summary>
/// Azurite for all tests of a class or collection. Installed once, into a folder of the repository that git ignores.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of it by IAsyncLifetime.")]
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly OwnAzurite _azurite = new(Path.Combine(RepositoryRoot(), "artifacts"));

    /// <summary>Of this Azurite.</summary>
    public string ConnectionString => _azurite.ConnectionString;

    public StorageConnection Connection => _azurite.Connection;

    public BlobStore Blobs => new(Connection);

    public QueueStore Queues => new(Connection);

    /// <summary>A name that no other test has.</summary>
    public static string NewName(string prefix = "test") => $"{prefix}-{Guid.NewGuid():N}";

    /// <summary>A queue that no other test has.</summary>
    public async Task<MessageQueue> NewQueueAsync()
    {
        var queue = Queues.Queue(NewName("queue"));
        await queue.EnsureAsync(default);
        return queue;
    }

    /// <summary>A container that no other test has.</summary>
    public async Task<string> NewContainerAsync()
    {
        var name = NewName("container");
        await Blobs.EnsureContainerAsync(name, default);
        return name;
    }

    public Task InitializeAsync() => StartAsync();

    /// <summary>Starts it again, with what it kept.</summary>
    public Task StartAsync() => _azurite.StartAsync(default);

    /// <summary>Stops it; what it holds is on disk.</summary>
    public Task StopAsync() => _azurite.StopAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CelebFunctions.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
