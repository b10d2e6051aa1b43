using System.Numerics.Tensors;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Faces;

/// <summary>What a network takes for a pixel: (value 0 to 255 − mean) × scale, plane by plane in its own order.</summary>
public sealed record PixelValues
{
    public ColourOrder Colour { get; init; }

    /// <summary>One for each plane, in the network's order.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [0, 0, 0];

    /// <summary>One for each plane, in the network's order.</summary>
    public IReadOnlyList<float> Scale { get; init; } = [1, 1, 1];

    /// <exception cref="ModelException">There are not three of each.</exception>
    internal void Check()
    {
        if (Mean.Count != 3 || Scale.Count != 3 || !Mean.Concat(Scale).All(float.IsFinite))
            throw new ModelException($"Mean and scale are three numbers each, one for each colour; the manifest has {Mean.Count} and {Scale.Count}.");
    }

    /// <summary>Turns planes of red, green and blue, 0 to 255, into what the network takes, in place.</summary>
    internal void Apply(Span<float> planes)
    {
        var plane = planes.Length / 3;
        var first = planes[..plane];
        var last = planes[(2 * plane)..];
        if (Colour == ColourOrder.Bgr)
        {
            for (var i = 0; i < plane; i++)
                (first[i], last[i]) = (last[i], first[i]);
        }
        for (var i = 0; i < 3; i++)
        {
            var values = planes.Slice(i * plane, plane);
            if (Mean[i] != 0)
                TensorPrimitives.Subtract(values, Mean[i], values);
            if (Scale[i] != 1)
                TensorPrimitives.Multiply(values, Scale[i], values);
        }
    }
}
