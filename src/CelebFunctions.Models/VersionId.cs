using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CelebFunctions.Models;

/// <summary>One version of a model or gallery; it never changes. Written <c>name@version</c>.</summary>
public sealed partial record VersionId
{
    private VersionId(string name, string version) => (Name, Version) = (name, version);

    /// <summary>Lower case with hyphens: <c>face-embedder</c>.</summary>
    public string Name { get; }

    /// <summary>Three numbers: <c>1.1.0</c>.</summary>
    public string Version { get; }

    /// <summary>The version as what it compares by.</summary>
    public Version Number => System.Version.Parse(Version);

    /// <exception cref="FormatException">It is not <c>name@1.2.3</c>, and so may not become a path.</exception>
    public static VersionId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is no version: name@1.2.3, the name in lower case with hyphens, the version three numbers.");

    public static bool TryParse(string? text, [NotNullWhen(true)] out VersionId? id)
    {
        var match = text is null ? Match.Empty : Written().Match(text);
        id = match.Success && System.Version.TryParse(match.Groups[2].ValueSpan, out _) ? new(match.Groups[1].Value, match.Groups[2].Value) : null;
        return id is not null;
    }

    /// <exception cref="FormatException">Name or version may not become a path.</exception>
    public static VersionId Of(string name, string version) => Parse($"{name}@{version}");

    public override string ToString() => $"{Name}@{Version}";

    [GeneratedRegex(@"\A(?=.{1,64}@)([a-z0-9]+(?:-[a-z0-9]+)*)@((?:0|[1-9][0-9]{0,8})(?:\.(?:0|[1-9][0-9]{0,8})){2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
