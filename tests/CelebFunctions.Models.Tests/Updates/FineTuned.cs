using System.Runtime.InteropServices;
using System.Text;

namespace CelebFunctions.Models.Tests.Updates;

/// <summary>Changes the weights of the built-in embedder's last layers, as a training of those layers alone would.</summary>
internal static class FineTuned
{
    // The last five convolutions and the heads: 277,888 of 1,004,304 weights.
    private static readonly string[] LastLayers =
    [
        "onnx::Conv_541", "onnx::Conv_544", "onnx::Conv_547", "onnx::Conv_550", "onnx::Conv_553",
        "face.weight", "regions.0.weight", "regions.1.weight", "regions.2.weight", "regions.3.weight", "regions.4.weight",
    ];

    public static byte[] LastLayersOf(byte[] network, ModelPrecision precision)
    {
        var (tuned, random, changed) = ((byte[])network.Clone(), new Random(3), 0);
        foreach (var layer in LastLayers)
        {
            var weights = WeightsOf(tuned, precision == ModelPrecision.Int8 ? layer + ".q" : layer);
            changed += weights.Length;
            if (precision == ModelPrecision.Int8)
            {
                foreach (ref var weight in weights)
                    weight = (byte)(sbyte)Math.Clamp((sbyte)weight + random.Next(-8, 9), -127, 127);
                continue;
            }
            foreach (ref var weight in MemoryMarshal.Cast<byte, float>(weights))
                weight = (float)(weight * (0.95 + 0.1 * random.NextDouble()));
        }
        Assert.InRange((double)changed / network.Length, 0.2, 0.3);
        return tuned;
    }

    /// <summary>In an ONNX file a tensor's name (field 8) stands right before its bytes (field 9).</summary>
    private static Span<byte> WeightsOf(byte[] network, string name)
    {
        byte[] field = [8 * 8 + 2, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 9 * 8 + 2];
        var at = network.AsSpan().IndexOf(field);
        Assert.True(at > 0, name);
        at += field.Length;
        var (length, shift) = (0, 0);
        do
        {
            length |= (network[at] & 0x7F) << shift;
            shift += 7;
        }
        while ((network[at++] & 0x80) != 0);
        return network.AsSpan(at, length);
    }
}
