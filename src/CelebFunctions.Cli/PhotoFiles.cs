namespace CelebFunctions.Cli;

/// <summary>Finds photos on disk.</summary>
public static class PhotoFiles
{
    // What a folder's photos are told by; a file that is named on the command line is tried whatever its name.
    private static readonly string[] Extensions =
        [".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".gif", ".heic", ".heif"];

    /// <summary>Photos of a folder and the folders in it, by name.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(IsPhoto)
            .Order(StringComparer.Ordinal)];

    /// <summary>Replaces each folder by its photos; whatever else was named stays, to be tried.</summary>
    /// <exception cref="UsageException">A folder has no photo.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var photos = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var inside = In(path);
                if (inside.Count == 0)
                    throw new UsageException($"The folder '{path}' has no photo: no file that ends in {string.Join(", ", Extensions)}.");
                photos.AddRange(inside);
            }
            else
            {
                photos.Add(path);
            }
        }
        return photos;
    }

    private static bool IsPhoto(string path)
    {
        var name = Path.GetFileName(path);
        return !name.StartsWith('.') && Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }
}
