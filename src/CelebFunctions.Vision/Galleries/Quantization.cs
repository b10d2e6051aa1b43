using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Galleries;

/// <summary>Vectors in eight bits, each with a scale of its own: value ≈ quantised × scale.</summary>
internal static class Quantization
{
    /// <returns>The scale; 1 for a vector of zeros.</returns>
    public static float Quantize(ReadOnlySpan<float> vector, Span<sbyte> quantized)
    {
        var largest = TensorPrimitives.MaxMagnitude(vector);
        var scale = largest == 0 ? 1 : MathF.Abs(largest) / sbyte.MaxValue;
        for (var i = 0; i < vector.Length; i++)
            quantized[i] = (sbyte)MathF.Round(vector[i] / scale);
        return scale;
    }
}
