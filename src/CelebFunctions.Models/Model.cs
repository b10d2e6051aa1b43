namespace CelebFunctions.Models;

/// <summary>A network and what its manifest says.</summary>
public sealed record Model(ModelManifest Manifest, byte[] Network);
