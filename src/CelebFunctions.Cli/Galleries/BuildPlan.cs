using System.Text.RegularExpressions;
using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>What is to be built.</summary>
/// <param name="Folders">In the order given.</param>
/// <param name="Id">The gallery's.</param>
/// <param name="Name">The gallery's, or null for its id in words.</param>
/// <param name="Version">Three numbers.</param>
/// <param name="Sources">One for all, or one for each folder.</param>
/// <param name="Consent">What all of them agreed to; null for public figures.</param>
/// <param name="File">Where it goes.</param>
internal sealed partial record BuildPlan(
    IReadOnlyList<string> Folders, string Id, string? Name, string Version, IReadOnlyList<string> Sources, string? Consent, string File)
{
    /// <summary>Refuses at once what would fail after a long run.</summary>
    /// <exception cref="UsageException">Says what to change.</exception>
    public void Check()
    {
        if (!IdPattern().IsMatch(Id))
            throw new UsageException($"--id '{Id}' must be lower case letters, digits and hyphens, as in 'public-figures'.");
        if (!VersionPattern().IsMatch(Version))
            throw new UsageException($"--gallery-version '{Version}' must be three numbers, as in '1.0.0'.");
        if (Sources.Count > 1 && Sources.Count != Folders.Count)
            throw new UsageException($"--source was given {Sources.Count} times for {Folders.Count} folders: give it once for all, or once for each.");
        if (!File.EndsWith(".safetensors", StringComparison.Ordinal))
            throw new UsageException($"--out '{File}' must end in .safetensors: servers look for that.");
        if (Path.GetDirectoryName(Path.GetFullPath(File)) is { } folder)
            Directory.CreateDirectory(folder);
    }

    /// <summary>Refuses people of whom nobody says where their photos come from.</summary>
    /// <exception cref="UsageException">Says what to add.</exception>
    public void CheckSources()
    {
        if (Sources.Count == 0 || Sources.Any(string.IsNullOrWhiteSpace))
            throw new UsageException("--source is missing: say where the photos come from and on which terms; it is kept with each person.");
    }

    public string SourceOf(PersonFolder person) => Sources is [var all] ? all : Sources[person.Part];

    /// <summary>The gallery without its people.</summary>
    public GalleryContent Identity(ModelManifest embedder) => new()
    {
        Id = Id,
        Name = Name ?? PersonName.Of(char.ToUpperInvariant(Id[0]) + Id[1..].Replace('-', ' ')),
        Version = Version,
        Space = embedder.Space,
        Regions = embedder.Output.Regions,
        Dimensions = embedder.Output.Dimensions,
        People = [],
        Vectors = [],
        Curves = new Dictionary<FaceRegion, PercentCurve>(),
    };

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^\d{1,6}\.\d{1,6}\.\d{1,6}$")]
    private static partial Regex VersionPattern();
}
