using System.CommandLine;
using CelebFunctions.Models;
using CelebFunctions.Serving;

namespace CelebFunctions.Cli;

/// <summary>Which models a command uses.</summary>
internal static class ModelsOption
{
    public static Option<string?> Create() => new("--models")
    {
        Description = "The folder of models. Default: those that came with celeb.",
        HelpName = "DIR",
    };

    public static Option<ModelPrecision?> CreateVariant() => new("--variant")
    {
        Description = "Which numbers the networks keep: fp32, fp16 or int8. Default: fp32.",
        HelpName = "PRECISION",
    };

    /// <summary>The folder that was named, or the one that came with the program.</summary>
    public static string FolderOf(string? named)
    {
        if (named is null)
            return Path.Combine(AppContext.BaseDirectory, new ServingOptions().Models);
        return Directory.Exists(named) ? Path.GetFullPath(named) : throw new UsageException($"There is no folder '{named}'.");
    }
}
