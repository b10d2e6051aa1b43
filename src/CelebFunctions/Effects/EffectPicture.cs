using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Effects;

/// <summary>What an effect made of a photo.</summary>
/// <param name="Content">The file.</param>
/// <param name="Format">What it is.</param>
/// <param name="Model"><c>name@version</c> of the network that made it.</param>
public sealed record EffectPicture(byte[] Content, PhotoFormat Format, string Model);
