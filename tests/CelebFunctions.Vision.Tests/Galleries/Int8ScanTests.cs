using System.Runtime.Intrinsics.X86;
using CelebFunctions.Vision.Galleries;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Galleries;

public sealed class Int8ScanTests
{
    private static readonly Gen<int> Lengths = Gen.Int[1, 6].Select(blocks => 32 * blocks);

    [Fact]
    public void Every_path_gives_the_integers_that_long_arithmetic_gives() =>
        Lengths.SelectMany(length => Gen.Select(Gen.SByte.Array[length], Gen.SByte.Array[length].Array[1, 6])).Sample((probe, rows) =>
        {
            var expected = Array.ConvertAll(rows, row => (int)row.Zip(probe, (a, b) => (long)a * b).Sum());
            var query = Array.ConvertAll(probe, value => (short)value);
            sbyte[] all = [.. rows.SelectMany(row => row)];

            Assert.Equal(expected, Products(Int8Scan.Dot, query, all));
            Assert.Equal(expected, Products(Int8Scan.DotPortable, query, all));
            if (Avx2.IsSupported)
                Assert.Equal(expected, Products(Int8Scan.DotAvx2, query, all));
            if (Avx512BW.IsSupported)
                Assert.Equal(expected, Products(Int8Scan.DotAvx512, query, all));
        }, iter: 300);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(33)]
    public void A_length_that_fills_no_vector_unit_is_summed_too(int length)
    {
        var query = Enumerable.Repeat((short)-127, length).ToArray();
        var rows = Enumerable.Repeat((sbyte)-128, 3 * length).ToArray();

        Assert.Equal(Enumerable.Repeat(127 * 128 * length, 3), Products(Int8Scan.Dot, query, rows));
    }

    [Fact]
    public void Quantised_values_lie_within_half_a_step_and_the_largest_fills_the_range() =>
        Gen.Float[-1, 1].Array[1, 64].Where(vector => vector.Any(value => Math.Abs(value) > 0.001f)).Sample(vector =>
        {
            var quantized = new sbyte[vector.Length];

            var scale = Quantization.Quantize(vector, quantized);

            for (var i = 0; i < vector.Length; i++)
                Assert.Equal(vector[i], quantized[i] * scale, 0.501 * scale);
            Assert.Equal(127, quantized.Max(value => Math.Abs((int)value)));
        }, iter: 500);

    [Fact]
    public void A_vector_of_zeros_stays_zeros()
    {
        var quantized = new sbyte[8];

        Assert.Equal(1, Quantization.Quantize(new float[8], quantized));
        Assert.All(quantized, value => Assert.Equal(0, value));
    }

    private delegate void Scan(ReadOnlySpan<short> probe, ReadOnlySpan<sbyte> rows, Span<int> products);

    private static int[] Products(Scan scan, short[] probe, sbyte[] rows)
    {
        var products = new int[rows.Length / probe.Length];
        scan(probe, rows, products);
        return products;
    }
}
