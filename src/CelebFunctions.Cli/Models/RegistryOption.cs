using System.CommandLine;
using CelebFunctions.Feeds;
using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Cli.Models;

/// <summary>Which registry a command works on.</summary>
internal static class RegistryOption
{
    private const string Blob = "blob";

    public static Option<string> Create() => new("--to", "--from", "-r")
    {
        Description = $"The registry: a folder; '{Blob}' for the app's storage, container '{BlobModelRegistry.Container}'; or '{Blob}:CONTAINER'.",
        HelpName = "REGISTRY",
        Required = true,
    };

    /// <exception cref="UsageException">The folder is missing.</exception>
    /// <exception cref="Storage.StorageException">There is no storage.</exception>
    public static async Task<IModelRegistry> OpenAsync(string named, bool create, CancellationToken cancellationToken)
    {
        if (named == Blob || named.StartsWith(Blob + ":", StringComparison.Ordinal))
        {
            var container = named.Length > Blob.Length + 1 ? named[(Blob.Length + 1)..] : BlobModelRegistry.Container;
            return new BlobModelRegistry(new(await CommandStorage.FindAsync(cancellationToken)), container);
        }
        return create || Directory.Exists(named)
            ? new FolderRegistry(named)
            : throw new UsageException($"There is no folder '{named}'. Is another registry meant, or '{Blob}'?");
    }
}
