namespace CelebFunctions.Models.Updates;

/// <summary>A verified version on this machine.</summary>
/// <param name="Id">Which.</param>
/// <param name="Digest">SHA-256 of its manifest.</param>
/// <param name="Folder">Has <c>manifest.json</c> and the files that were asked for.</param>
public sealed record LocalVersion(VersionId Id, string Digest, string Folder)
{
    /// <summary>Reads a network and checks it once more.</summary>
    /// <exception cref="Vision.Inference.ModelException">It is no detector or embedder, or was changed on disk.</exception>
    public Model ReadModel(ModelPrecision precision = ModelPrecision.Fp32) => ModelFolder.ReadVersion(Folder, precision);

    /// <summary>The one file of a gallery that was asked for.</summary>
    public string GalleryPath => Directory.GetFiles(Folder, "*.safetensors").Single();
}
