using System.CommandLine;

namespace CelebFunctions.Cli.Enrolment;

/// <summary>Where a command keeps what photos gave.</summary>
internal static class CacheOption
{
    public static Option<string?> Create() => new("--cache")
    {
        Description = "Keep what photos gave in this file, so that a run goes on where it was stopped. It holds vectors of people.",
        HelpName = "FILE",
    };

    /// <returns>Null where none was asked for.</returns>
    public static EnrolmentCache? Open(string? path, FaceModels models) => path is null
        ? null
        : new(path, models.Keys.Detector, models.Keys.Embedder, models.Embedder.Output.Regions.Count, models.Embedder.Output.Dimensions);
}
