using CelebFunctions.Serving;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>A gallery's file by the path or the id that a user gives.</summary>
internal static class GalleryFile
{
    /// <exception cref="UsageException">There is no such file, and none of that id came with the program.</exception>
    public static string Find(string named)
    {
        if (File.Exists(named))
            return named;
        var folder = Path.Combine(AppContext.BaseDirectory, new ServingOptions().Galleries);
        var file = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault(path => IdOf(path) == named)
            : null;
        return file ?? throw new UsageException($"There is no gallery file '{named}', and no gallery of that id came with celeb.");
    }

    private static string? IdOf(string path)
    {
        try
        {
            using var gallery = Gallery.Open(path);
            return gallery.Id;
        }
        catch (GalleryException)
        {
            return null;
        }
    }
}
