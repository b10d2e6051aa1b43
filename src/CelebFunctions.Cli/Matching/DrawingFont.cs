using SkiaSharp;

namespace CelebFunctions.Cli.Matching;

/// <summary>Finds letters to write with: on Linux the drawing library comes without a font and without a way to look for one.</summary>
internal static class DrawingFont
{
    private static readonly string[] Folders = ["/usr/share/fonts", "/usr/local/share/fonts"];

    // What distributions install by themselves; any other will do too.
    private static readonly string[] Liked = ["DejaVuSans-Bold", "LiberationSans-Bold", "NotoSans-Bold", "DejaVuSans", "LiberationSans-Regular", "NotoSans-Regular"];

    /// <summary>Null where the machine has no font; who gets one disposes of it.</summary>
    public static SKTypeface? Find() => Usable(SKTypeface.Default) ?? Files().Select(file => Usable(SKTypeface.FromFile(file))).FirstOrDefault(font => font is not null);

    private static SKTypeface? Usable(SKTypeface? typeface)
    {
        if (typeface is null)
            return null;
        using var font = new SKFont(typeface);
        return font.ContainsGlyphs("Ay%") ? typeface : null;
    }

    private static IEnumerable<string> Files() => Folders
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.?tf", SearchOption.AllDirectories))
        .OrderBy(file => Array.IndexOf(Liked, Path.GetFileNameWithoutExtension(file)) is var place and >= 0 ? place : Liked.Length)
        .ThenBy(file => file, StringComparer.Ordinal);
}
