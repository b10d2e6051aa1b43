namespace CelebFunctions.Models;

/// <summary>One file of a model.</summary>
/// <param name="Name">Its name in the model's folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Precision">Which variant it is.</param>
public sealed record ModelFile(string Name, long Size, string Sha256, ModelPrecision Precision = ModelPrecision.Fp32);
