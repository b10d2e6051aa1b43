using CelebFunctions.Serving;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Percent curves for a gallery with too few photos to fit its own: they belong to the embedder more than to the people.</summary>
internal static class BorrowedCurves
{
    /// <param name="file">The gallery that was named, or null for the one that came with the program, if it fits.</param>
    /// <param name="space">The embedder's.</param>
    /// <returns>Null where none was named and none came along that fits.</returns>
    /// <exception cref="GalleryException">The named one is of another space, or no gallery.</exception>
    public static CurveSet? From(string? file, string space)
    {
        if (file is not null)
            return Read(file, space);
        var folder = Path.Combine(AppContext.BaseDirectory, new ServingOptions().Galleries);
        if (!Directory.Exists(folder))
            return null;
        foreach (var found in Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            try
            {
                return Read(found, space);
            }
            catch (GalleryException)
            {
                // Made with another embedder: its curves say nothing here.
            }
        }
        return null;
    }

    private static CurveSet Read(string file, string space)
    {
        using var gallery = Gallery.Open(file, space);
        return new(gallery.Regions.ToDictionary(region => region, gallery.CurveOf), gallery.ComparisonCurve, gallery.Centre.ToArray());
    }
}
