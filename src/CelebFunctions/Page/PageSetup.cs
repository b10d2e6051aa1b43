using System.Text.Json;
using CelebFunctions.Serving;

namespace CelebFunctions.Page;

/// <summary>What the page asks before it offers to match on the visitor's own device: <c>page/setup.json</c>.</summary>
/// <param name="CanMatchHere">Whether the runtime for it was there when the app was built.</param>
/// <param name="RootKey">Who vouches for the models, as PEM; null where what is built in serves.</param>
/// <param name="Gallery">Who is looked through.</param>
/// <param name="Mirror">Whether a face is embedded in the mirror too.</param>
/// <param name="Files">All that the page is made of beside this, to keep for when there is no network.</param>
internal sealed record PageSetup(bool CanMatchHere, string? RootKey, string Gallery, bool Mirror, IReadOnlyList<PageSetupFile> Files)
{
    /// <summary>Its name among the page's files.</summary>
    public const string Name = "setup.json";

    private const string Runtime = "ort/ort.wasm.min.mjs";

    public static PageFile FileOf(ServingOptions serving)
    {
        PageSetupFile[] files = [.. PageFileSet.All().Select(file => new PageSetupFile($"page/{file.Name}", file.Size))];
        var setup = new PageSetup(
            files.Any(file => file.Path.EndsWith(Runtime, StringComparison.Ordinal)),
            serving.Feed.Length > 0 ? serving.RootKey : null,
            serving.DefaultGallery,
            serving.Mirror,
            [new("./", PageFileSet.Index.Bytes.Length), .. files]);
        return PageFile.Of(JsonSerializer.SerializeToUtf8Bytes(setup, PageJson.Default.PageSetup), "application/json");
    }
}
