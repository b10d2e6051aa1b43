using CelebFunctions.Models;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Serving;

/// <summary>Reads a set from folders, or from the versions of a feed.</summary>
public static class ServingSetReader
{
    public const string DetectorName = "face-detector";

    public const string EmbedderName = "face-embedder";

    /// <summary>Loads the newest models and each gallery that was made with this embedder; others are refused, with the reason.</summary>
    /// <param name="options">Where they are.</param>
    /// <param name="time">Tells since when.</param>
    /// <param name="lowest">By name the lowest version of a gallery that may be used: older ones hold somebody who was erased.</param>
    /// <exception cref="ModelException">A model is missing or damaged.</exception>
    public static ServingSet Read(ServingOptions options, TimeProvider time, IReadOnlyDictionary<string, string>? lowest = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var models = Path.Combine(AppContext.BaseDirectory, options.Models);
        var detector = ModelFolder.Read(models, DetectorName, options.Variant);
        var embedder = ModelFolder.Read(models, EmbedderName, options.Variant);
        var refused = new List<string>();
        var galleries = ReadGalleries(Path.Combine(AppContext.BaseDirectory, options.Galleries), embedder.Manifest.Space, lowest ?? new Dictionary<string, string>(), refused);
        return new(detector, embedder, galleries, refused, time.GetUtcNow(), options.Mirror);
    }

    /// <summary>Loads these versions, all of them or none.</summary>
    /// <exception cref="ModelException">One is damaged, fails its self-test, or they do not belong together.</exception>
    /// <exception cref="GalleryException">A gallery is damaged, or of another space.</exception>
    public static ServingSet Read(LocalParts parts, ServingOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var detector = ReadModel(parts.Detector, ModelKind.Detector, options.Variant);
        var embedder = ReadModel(parts.Embedder, ModelKind.Embedder, options.Variant);
        var galleries = new List<Gallery>();
        try
        {
            foreach (var version in parts.Galleries)
            {
                galleries.Add(Gallery.Open(version.GalleryPath, embedder.Manifest.Space));
                if ($"{galleries[^1].Id}@{galleries[^1].Version}" is var id && id != version.Id.ToString())
                    throw new ModelException($"What was published as {version.Id} is the gallery {id}.");
            }
            // Else each call that names no gallery would be an error.
            if (galleries.All(gallery => gallery.Id != options.DefaultGallery))
                throw new ModelException($"The set lacks the gallery '{options.DefaultGallery}', which answers calls that name none.");
            return new(detector, embedder, galleries, [], time.GetUtcNow(), options.Mirror);
        }
        catch
        {
            galleries.ForEach(gallery => gallery.Dispose());
            throw;
        }
    }

    private static Model ReadModel(LocalVersion version, ModelKind kind, ModelPrecision variant)
    {
        var model = version.ReadModel(variant);
        if (model.Manifest.Id != version.Id.ToString() || model.Manifest.Kind != kind)
            throw new ModelException($"What was published as the {kind} {version.Id} is the {model.Manifest.Kind} {model.Manifest.Id}.");
        ModelSelfTest.Check(model);
        return model;
    }

    private static List<Gallery> ReadGalleries(string folder, string space, IReadOnlyDictionary<string, string> lowest, List<string> refused)
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

            if (lowest.TryGetValue(gallery.Id, out var least) && Version.Parse(gallery.Version) < Version.Parse(least))
            {
                refused.Add($"{Path.GetFileName(path)}: {gallery.Id}@{gallery.Version} was withdrawn; the lowest version that may be used is {least}.");
                gallery.Dispose();
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
