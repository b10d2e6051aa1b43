using System.Collections.Frozen;
using System.Reflection;

namespace CelebFunctions.Page;

/// <summary>The page's files, built into the assembly: a name is looked up in a table and never reaches a file system.</summary>
internal static class PageFileSet
{
    private const string Prefix = "page/", Packed = ".gz";

    // Each is read when it is first asked for: few visitors need the largest.
    private static readonly FrozenDictionary<string, Lazy<PageFile>> Files = Read(typeof(PageFileSet).Assembly);

    /// <summary>The page itself.</summary>
    public static PageFile Index => Files["index.html"].Value;

    /// <summary>The contract as a page.</summary>
    public static PageFile Docs => Files["docs.html"].Value;

    /// <summary>The names of all, in order.</summary>
    public static IEnumerable<string> Names => Files.Keys.Order(StringComparer.Ordinal);

    /// <summary>A file that the page loads, or null.</summary>
    /// <param name="name">Spelled as in the page.</param>
    public static PageFile? Find(string name) => Files.GetValueOrDefault(name)?.Value;

    private static FrozenDictionary<string, Lazy<PageFile>> Read(Assembly assembly) => assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => NameOf(name)[Prefix.Length..], name => new Lazy<PageFile>(() => Read(assembly, name)), StringComparer.Ordinal);

    private static PageFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PageFile.Of(bytes, ContentTypeOf(NameOf(name)), IsPacked(name));
    }

    private static bool IsPacked(string resource) => resource.EndsWith(Packed, StringComparison.Ordinal);

    private static string NameOf(string resource) => IsPacked(resource) ? resource[..^Packed.Length] : resource;

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
