using CelebFunctions.Models;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Serving;

/// <summary>Reads a set from folders.</summary>
public static class ServingSetReader
{
    public const string DetectorName = "face-detector";

    public const string EmbedderName = "face-embedder";

    /// <summary>Loads the newest models and each gallery that was made with this embedder; others are refused, with the reason.</summary>
    /// <exception cref="Vision.Inference.ModelException">A model is missing or damaged.</exception>
    public static ServingSet Read(ServingOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var models = Path.Combine(AppContext.BaseDirectory, options.Models);
        var detector = ModelFolder.Read(models, DetectorName, options.Variant);
        var embedder = ModelFolder.Read(models, EmbedderName, options.Variant);
        var refused = new List<string>();
        var galleries = ReadGalleries(Path.Combine(AppContext.BaseDirectory, options.Galleries), embedder.Manifest.Space, refused);
        return new(detector, embedder, galleries, refused, time.GetUtcNow(), options.Mirror);
    }

    private static List<Gallery> ReadGalleries(string folder, string space, List<string> refused)
    {
        var galleries = new Dictionary<string, Gallery>(StringComparer.Ordinal);
        foreach (var path in FilesIn(folder))
        {
            Gallery gallery;
            try
            {
                gallery = Gallery.Open(path, space);
            }
            catch (GalleryException exception)
            {
                refused.Add($"{Path.GetFileName(path)}: {exception.Message}");
                continue;
            }

            if (galleries.TryGetValue(gallery.Id, out var other))
            {
                var newer = Version.Parse(gallery.Version) > Version.Parse(other.Version);
                (newer ? other : gallery).Dispose();
                if (!newer)
                    continue;
            }
            galleries[gallery.Id] = gallery;
        }
        return [.. galleries.Values];
    }

    /// <summary>One file may be named instead of a folder.</summary>
    private static IEnumerable<string> FilesIn(string path) => File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];
}
