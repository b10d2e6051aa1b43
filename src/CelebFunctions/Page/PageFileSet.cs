using System.Collections.Frozen;
using System.Reflection;

namespace CelebFunctions.Page;

/// <summary>The page's files, built into the assembly: a name is looked up in a table and never reaches a file system.</summary>
internal static class PageFileSet
{
    private const string Prefix = "page/";

    private static readonly FrozenDictionary<string, PageFile> Files = Read(typeof(PageFileSet).Assembly);

    /// <summary>The page itself.</summary>
    public static PageFile Index { get; } = Files["index.html"];

    /// <summary>The contract as a page.</summary>
    public static PageFile Docs { get; } = Files["docs.html"];

    /// <summary>A file that the page loads, or null.</summary>
    /// <param name="name">Spelled as in the page.</param>
    public static PageFile? Find(string name) => Files.GetValueOrDefault(name);

    private static FrozenDictionary<string, PageFile> Read(Assembly assembly) => assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);

    private static PageFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PageFile.Of(bytes, ContentTypeOf(name));
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".jpg" => "image/jpeg",
        var other => throw new InvalidOperationException($"The page has a file {name}: say here which media type {other} is."),
    };
}
