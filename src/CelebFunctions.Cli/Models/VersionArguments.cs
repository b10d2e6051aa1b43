using CelebFunctions.Models;

namespace CelebFunctions.Cli.Models;

/// <summary>Versions on a command line.</summary>
internal static class VersionArguments
{
    /// <exception cref="UsageException">One is none, or a name is there twice.</exception>
    public static IReadOnlyList<VersionId> Parse(IEnumerable<string> named)
    {
        var versions = named.Select(Parse).ToArray();
        return versions.GroupBy(version => version.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new UsageException($"{twice.Key} is named {twice.Count()} times.")
            : versions;
    }

    /// <exception cref="UsageException">It is none.</exception>
    public static VersionId Parse(string named) =>
        VersionId.TryParse(named, out var id) ? id : throw new UsageException($"'{named}' is no version: NAME@VERSION, as in face-embedder@1.2.0.");
}
