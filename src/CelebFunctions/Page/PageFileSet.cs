using System.Collections.Frozen;
using System.Reflection;

namespace CelebFunctions.Page;

/// <summary>The page's files, built into the assembly: a name is looked up in a table and never reaches a file system.</summary>
internal static class PageFileSet
{
    private const string Prefix = "page/", Packed = ".gz";

    private static readonly Assembly Home = typeof(PageFileSet).Assembly;

    // Each is read when it is first asked for: few visitors need the largest.
    private static readonly FrozenDictionary<string, Lazy<PageFile>> Files = Resources()
        .ToFrozenDictionary(NameOf, resource => new Lazy<PageFile>(() => Read(resource)), StringComparer.Ordinal);

    /// <summary>The page itself.</summary>
    public static PageFile Index => Files["index.html"].Value;

    /// <summary>The contract as a page.</summary>
    public static PageFile Docs => Files["docs.html"].Value;

    /// <summary>All files by name, and the bytes that are sent of each.</summary>
    public static IEnumerable<(string Name, long Size)> All() => Resources().Select(resource =>
    {
        using var stream = Home.GetManifestResourceStream(resource)!;
        return (NameOf(resource), stream.Length);
    }).OrderBy(file => file.Item1, StringComparer.Ordinal);

    /// <summary>A file that the page loads, or null.</summary>
    /// <param name="name">Spelled as in the page.</param>
    public static PageFile? Find(string name) => Files.GetValueOrDefault(name)?.Value;

    private static IEnumerable<string> Resources() =>
        Home.GetManifestResourceNames().Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal));

    private static PageFile Read(string resource)
    {
        using var stream = Home.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PageFile.Of(bytes, ContentTypeOf(NameOf(resource)), IsPacked(resource));
    }

    private static bool IsPacked(string resource) => resource.EndsWith(Packed, StringComparison.Ordinal);

    private static string NameOf(string resource) => resource[Prefix.Length..(IsPacked(resource) ? ^Packed.Length : ^0)];

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".jpg" => "image/jpeg",
        ".wasm" => "application/wasm",
        var other => throw new InvalidOperationException($"The page has a file {name}: say here which media type {other} is."),
    };
}
