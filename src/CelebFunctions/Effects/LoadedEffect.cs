using CelebFunctions.Models;
using CelebFunctions.Vision.Effects;

namespace CelebFunctions.Effects;

/// <summary>An effect that is ready to paint.</summary>
/// <param name="Id">As callers name it.</param>
/// <param name="Manifest">Of its model.</param>
/// <param name="Effect">Its network.</param>
public sealed record LoadedEffect(string Id, ModelManifest Manifest, PictureEffect Effect);
