using CelebFunctions.Models;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Serving;

/// <summary>
/// Reads what comes along with the app once and forgets it, on a core that has nothing else to do while the host is put
/// together: compiling what reads manifests and galleries takes longer than reading them.
/// </summary>
internal static class ServingPreload
{
    public static void Run()
    {
        var usual = new ServingOptions();
        try
        {
            ModelFolder.Read(Path.Combine(AppContext.BaseDirectory, usual.Models), ServingSetReader.DetectorName);
            var galleries = Path.Combine(AppContext.BaseDirectory, usual.Galleries);
            if (Directory.Exists(galleries) && Directory.EnumerateFiles(galleries, "*.safetensors").FirstOrDefault() is { } gallery)
                Gallery.Open(gallery).Dispose();
        }
        catch (Exception error) when (error is ModelException or GalleryException or IOException)
        {
            // It comes again in use, where somebody is told.
        }
    }
}
