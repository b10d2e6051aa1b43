using CelebFunctions.Feeds;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using CelebFunctions.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Serving;

/// <summary>Makes the source of sets that the settings name.</summary>
internal static class SetSources
{
    // As 'celeb models' names registries.
    private const string Blob = "blob", BlobIn = "blob:";

    private static string UsualStore => Path.Combine(Path.GetTempPath(), "celeb-models");

    public static ISetSource Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ServingOptions>>().Value;
        if (options.Feed.Length == 0)
            return new NoSetSource();
        IModelRegistry registry = options.Feed == Blob ? new BlobModelRegistry(services.GetRequiredService<BlobStore>())
            : IsInStorage(options.Feed) ? new BlobModelRegistry(services.GetRequiredService<BlobStore>(), options.Feed[BlobIn.Length..])
            : new FolderRegistry(options.Feed);
        return new FeedSetSource(
            registry,
            TrustedRoot.Parse(options.RootKey),
            new(options.Store.Length > 0 ? options.Store : UsualStore),
            new() { Precision = options.Variant, Bases = [Path.Combine(AppContext.BaseDirectory, options.Models)] },
            services.GetRequiredService<TimeProvider>());
    }

    /// <summary>Whether a feed lies in the app's storage, and not in a folder.</summary>
    public static bool IsInStorage(string feed) => feed == Blob || feed.StartsWith(BlobIn, StringComparison.Ordinal);
}
