using System.Runtime.InteropServices;
using System.Text;

namespace CelebFunctions.Testing;

/// <summary>
/// ONNX files written by hand: a network that gives what a test wants, whatever it sees. Field numbers: onnx.proto; a key is
/// the number times 8, and 2 for what has a length.
/// </summary>
internal static class DrawnNetwork
{
    private const int Float = 1, Int64 = 7;

    /// <summary>A tensor that the network gives.</summary>
    internal sealed record Output(string Name, int[] Shape, float[] Values);

    /// <summary>Gives fixed numbers.</summary>
    /// <param name="input">Its name.</param>
    /// <param name="shape">Of the input; 0 stands for any size.</param>
    /// <param name="outputs">What it gives.</param>
    public static byte[] Giving(string input, int[] shape, params Output[] outputs) => Model(
    [
        .. outputs.SelectMany(output => Part(1, [.. Text(1, output.Name + ".w"), .. Text(2, output.Name), .. Text(4, "Identity")])),
        .. outputs.SelectMany(output => Part(5, Tensor(output.Name + ".w", output.Shape, Part(9, [.. MemoryMarshal.AsBytes(output.Values.AsSpan())])))),
        .. Part(11, Value(input, shape)),
        .. outputs.SelectMany(output => Part(12, Value(output.Name, output.Shape))),
    ]);

    /// <summary>Gives the mean of each plane of its input.</summary>
    public static byte[] Means(string input, int[] shape, string output) => Model(
    [
        .. Part(1,
        [
            .. Text(1, input), .. Text(2, output), .. Text(4, "ReduceMean"),
            .. Part(5, [.. Text(1, "axes"), .. Number(8, 2), .. Number(8, 3), .. Number(20, 7)]),
            .. Part(5, [.. Text(1, "keepdims"), .. Number(3, 0), .. Number(20, 2)]),
        ]),
        .. Part(11, Value(input, shape)),
        .. Part(12, Value(output, [shape[0], 3])),
    ]);

    /// <summary>Gives a tensor that lies in another file.</summary>
    public static byte[] Elsewhere(string input, int[] shape, string output, string file) => Model(
    [
        .. Part(1, [.. Text(1, "weights"), .. Text(2, output), .. Text(4, "Identity")]),
        .. Part(5, Tensor("weights", [1, 4], [.. Part(13, [.. Text(1, "location"), .. Text(2, file)]), .. Number(14, 1)])),
        .. Part(11, Value(input, shape)),
        .. Part(12, Value(output, [1, 4])),
    ]);

    /// <summary>Asks for an operator that no runtime has by itself.</summary>
    public static byte[] Custom(string input, int[] shape, string output, string domain, string operation) => Model(
    [
        .. Part(1, [.. Text(1, input), .. Text(2, output), .. Text(4, operation), .. Text(7, domain)]),
        .. Part(11, Value(input, shape)),
        .. Part(12, Value(output, [1, 4])),
    ]);

    /// <summary>Gives a sparse tensor, whose positions lie in another file or, without one, at a place that the tensor does not have.</summary>
    public static byte[] Sparse(string input, int[] shape, string output, string? file) => Model(
    [
        .. Part(1, [.. Text(1, "weights"), .. Text(2, output), .. Text(4, "Identity")]),
        .. Part(15,
        [
            .. Part(1, Tensor("weights", [1], Part(9, [0, 0, 128, 63]))),
            .. Part(2, [.. Number(1, 1), .. Number(2, Int64), .. file is null
                ? Part(9, [0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0])
                : [.. Part(13, [.. Text(1, "location"), .. Text(2, file)]), .. Number(14, 1)]]),
            .. Number(3, 1), .. Number(3, 4),
        ]),
        .. Part(11, Value(input, shape)),
        .. Part(12, Value(output, [1, 4])),
    ]);

    private static byte[] Model(byte[] graph) =>
        [.. Number(1, 8), .. Part(8, Number(2, 13)), .. Part(7, [.. Text(2, "drawn"), .. graph])];

    private static byte[] Tensor(string name, int[] shape, byte[] values) =>
        [.. shape.SelectMany(side => Number(1, side)), .. Number(2, Float), .. Text(8, name), .. values];

    private static byte[] Value(string name, int[] shape) =>
        [.. Text(1, name), .. Part(2, Part(1, [.. Number(1, Float), .. Part(2, [.. shape.SelectMany(side => Part(1, side > 0 ? Number(1, side) : Text(2, "any")))])]))];

    private static byte[] Text(int field, string text) => Part(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Part(int field, byte[] content) => [.. Varint(field * 8 + 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, int value) => [.. Varint(field * 8), .. Varint(value)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
