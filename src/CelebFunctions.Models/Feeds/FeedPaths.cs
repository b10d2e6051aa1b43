using System.Globalization;

namespace CelebFunctions.Models.Feeds;

/// <summary>Where a feed has what.</summary>
public static class FeedPaths
{
    /// <summary>The publishing keys, signed by the root key.</summary>
    public const string Keys = "keys.jws";

    /// <summary>The set to serve, signed by a publishing key.</summary>
    public const string Active = "active.jws";

    /// <summary>Each set that ever was, as <c>sets/{number}.jws</c>: what a publisher rolls back to. None of them passes for the one to serve.</summary>
    public const string Sets = "sets/";

    public const string Models = "models/";

    public const string Deltas = "deltas/";

    public const string Vetoes = "vetoes/";

    public static string Set(long number) => string.Create(CultureInfo.InvariantCulture, $"{Sets}{number:D10}.jws");

    public static string Veto(long set) => string.Create(CultureInfo.InvariantCulture, $"{Vetoes}{set}.json");

    public static string Manifest(VersionId id) => $"{Version(id)}manifest.jws";

    /// <summary>The folder of a version, with its last slash.</summary>
    public static string Version(VersionId id) => $"{Models}{id.Name}/{id.Version}/";

    public static string File(VersionId id, string file) => Version(id) + file;

    /// <summary>What makes one file of another, both named by their SHA-256.</summary>
    public static string Delta(string from, string to) => $"{Deltas}{from}-{to}.dcz";
}
