namespace CelebFunctions.Models;

/// <summary>A network and what its manifest says.</summary>
/// <param name="Manifest">Of the model.</param>
/// <param name="File">Which of its files.</param>
/// <param name="Network">The bytes of the file.</param>
public sealed record Model(ModelManifest Manifest, ModelFile File, byte[] Network);
