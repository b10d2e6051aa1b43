using System.Diagnostics.CodeAnalysis;

namespace CelebFunctions.Models;

/// <summary>In which numbers a file keeps its network; all variants of an embedder share one space.</summary>
public enum ModelPrecision
{
    /// <summary>As trained.</summary>
    Fp32,

    /// <summary>Weights in half precision, computed in fp32.</summary>
    Fp16,

    /// <summary>Weights and activations in 8 bits, as QDQ.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "It is what manifests and settings call it.")]
    Int8,
}
