using CelebFunctions.Effects;
using CelebFunctions.Models;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Galleries;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Matching;

/// <summary>The services of the function app, without its host.</summary>
internal static class MatchServices
{
    /// <param name="models">The folder of models, or null for the one that came with the program.</param>
    /// <param name="variant">Of the networks, or null for what the settings say.</param>
    /// <param name="gallery">A gallery's id or file, or null for the default one.</param>
    /// <exception cref="GalleryException">The file is no gallery.</exception>
    public static ServiceProvider Create(string? models, ModelPrecision? variant, string? gallery)
    {
        var settings = new Dictionary<string, string?>
        {
            [$"{ServingOptions.Section}:{nameof(ServingOptions.Models)}"] = ModelsOption.FolderOf(models),
        };
        // As many at once as there are cores: nobody matches meanwhile.
        settings[$"{EffectLimits.Section}:{nameof(EffectLimits.AtOnce)}"] = "0";
        if (models is not null)
            settings[$"{EffectLimits.Section}:{nameof(EffectLimits.Folder)}"] = Path.Combine(Path.GetFullPath(models), "effects");
        if (variant is not null)
            settings[$"{ServingOptions.Section}:{nameof(ServingOptions.Variant)}"] = variant.ToString();
        if (models is not null)
            settings[$"{ServingOptions.Section}:{nameof(ServingOptions.Galleries)}"] = Path.Combine(Path.GetFullPath(models), "galleries");
        if (gallery is not null && IsPath(gallery))
        {
            if (!File.Exists(gallery))
                throw new UsageException($"There is no gallery file '{gallery}'. Name a .safetensors file, or a gallery's id.");
            settings[$"{ServingOptions.Section}:{nameof(ServingOptions.Galleries)}"] = Path.GetFullPath(gallery);
            using var opened = Gallery.Open(gallery);
            gallery = opened.Id;
        }
        if (gallery is not null)
            settings[$"{ServingOptions.Section}:{nameof(ServingOptions.DefaultGallery)}"] = gallery;

        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(settings).Build())
            .AddCelebFunctions()
            .BuildServiceProvider();
    }

    // An id is lower case, digits and hyphens; whatever looks like a path is one.
    private static bool IsPath(string gallery) =>
        gallery.Contains(Path.DirectorySeparatorChar) || gallery.Contains('.') || File.Exists(gallery);
}
