using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli;

/// <summary>Where the pictures go that a command makes of photos.</summary>
internal static class OutputFiles
{
    /// <summary>One photo's picture is the file that was named; those of several lie in a folder, named as the photos are.</summary>
    /// <returns>The file of each photo.</returns>
    /// <exception cref="UsageException">The file's ending is none of a format that is written, or would replace the photo.</exception>
    public static IReadOnlyDictionary<string, string> To(string target, IReadOnlyList<string> photos)
    {
        if (photos is [var photo])
        {
            FormatOf(target);
            if (Path.GetFullPath(target) == Path.GetFullPath(photo))
                throw new UsageException($"--out would replace the photo '{photo}' itself. Name another file.");
            return new Dictionary<string, string> { [photo] = target };
        }
        if (File.Exists(target))
            throw new UsageException($"There are {photos.Count} photos, so --out must name a folder; '{target}' is a file.");
        return Name(photos, photo => Path.Combine(target, Path.GetFileNameWithoutExtension(photo)));
    }

    /// <summary>Beside each photo, as a JPEG that is named after it and what was done to it.</summary>
    /// <inheritdoc cref="To" path="/returns"/>
    public static IReadOnlyDictionary<string, string> Beside(IReadOnlyList<string> photos, string done) =>
        Name(photos, photo => Path.Combine(Path.GetDirectoryName(photo) ?? "", $"{Path.GetFileNameWithoutExtension(photo)}-{done}"));

    public static FileStream Create(string file)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        return File.Create(file);
    }

    public static PhotoFormat FormatOf(string file) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => PhotoFormat.Jpeg,
        ".png" => PhotoFormat.Png,
        ".webp" => PhotoFormat.WebP,
        ".avif" => PhotoFormat.Avif,
        _ => throw new UsageException($"'{file}' must end in .jpg, .png, .webp or .avif: the ending says what is written."),
    };

    private static Dictionary<string, string> Name(IReadOnlyList<string> photos, Func<string, string> nameOf)
    {
        var files = new Dictionary<string, string>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var photo in photos.Distinct())
        {
            var name = nameOf(photo);
            var free = name;
            for (var i = 2; !taken.Add(free); i++)
                free = $"{name}-{i}";
            files[photo] = free + ".jpg";
        }
        return files;
    }
}
