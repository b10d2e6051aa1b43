using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CelebFunctions.Vision.Galleries;

/// <summary>Dot products of one eight-bit vector with many. All paths are exact, so they give the same integers.</summary>
internal static class Int8Scan
{
    /// <param name="probe">The probe, sixteen bits a value so that no path has to widen it again and again.</param>
    /// <param name="rows">Vectors of the probe's length, one after the other.</param>
    /// <param name="products">One for each row.</param>
    public static void Dot(ReadOnlySpan<short> probe, ReadOnlySpan<sbyte> rows, Span<int> products)
    {
        if (Avx512BW.IsSupported && probe.Length % Vector512<short>.Count == 0)
            DotAvx512(probe, rows, products);
        else if (Avx2.IsSupported && probe.Length % Vector256<short>.Count == 0)
            DotAvx2(probe, rows, products);
        else
            DotPortable(probe, rows, products);
    }

    internal static void DotAvx512(ReadOnlySpan<short> probe, ReadOnlySpan<sbyte> rows, Span<int> products)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var query = ref MemoryMarshal.GetReference(probe);
        for (var i = 0; i < products.Length; i++)
        {
            var sum = Vector512<int>.Zero;
            for (nuint at = 0; at < (nuint)probe.Length; at += (nuint)Vector512<short>.Count)
            {
                var values = Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref row, at));
                sum += Avx512BW.MultiplyAddAdjacent(values, Vector512.LoadUnsafe(ref query, at));
            }
            products[i] = Vector512.Sum(sum);
            row = ref Unsafe.Add(ref row, probe.Length);
        }
    }

    internal static void DotAvx2(ReadOnlySpan<short> probe, ReadOnlySpan<sbyte> rows, Span<int> products)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var query = ref MemoryMarshal.GetReference(probe);
        for (var i = 0; i < products.Length; i++)
        {
            var sum = Vector256<int>.Zero;
            for (nuint at = 0; at < (nuint)probe.Length; at += (nuint)Vector256<short>.Count)
            {
                var values = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, at));
                sum += Avx2.MultiplyAddAdjacent(values, Vector256.LoadUnsafe(ref query, at));
            }
            products[i] = Vector256.Sum(sum);
            row = ref Unsafe.Add(ref row, probe.Length);
        }
    }

    internal static void DotPortable(ReadOnlySpan<short> probe, ReadOnlySpan<sbyte> rows, Span<int> products)
    {
        for (var i = 0; i < products.Length; i++)
        {
            var row = rows.Slice(i * probe.Length, probe.Length);
            var sum = 0;
            for (var at = 0; at < row.Length; at++)
                sum += row[at] * probe[at];
            products[i] = sum;
        }
    }
}
