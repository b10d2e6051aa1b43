using System.Buffers.Binary;
using NetVips;

namespace CelebFunctions.Photos;

/// <summary>Recognises sRGB among colour profiles (ICC.1:2022), whatever its name: most photos carry it, and need no conversion.</summary>
internal static class IccProfile
{
    // IEC 61966-2-1 primaries, adapted to the profile's white D50 (Bradford): the columns that every sRGB profile holds.
    private static ReadOnlySpan<double> Red => [0.4361, 0.2225, 0.0139];
    private static ReadOnlySpan<double> Green => [0.3851, 0.7169, 0.0971];
    private static ReadOnlySpan<double> Blue => [0.1431, 0.0606, 0.7141];

    // Profiles round to 1/65536, and older ones adapted a little differently; Display P3 differs by 0.08.
    private const double Tolerance = 0.003;

    public static bool IsSrgb(Image image, string field) => image.Bands == 3 && image.Get(field) is byte[] profile && IsSrgb(profile);

    public static bool IsSrgb(ReadOnlySpan<byte> profile) =>
        profile.Length > 132 && profile[16..20].SequenceEqual("RGB "u8)
        && Find(profile, "A2B0"u8).IsEmpty
        && Near(Find(profile, "rXYZ"u8), Red) && Near(Find(profile, "gXYZ"u8), Green) && Near(Find(profile, "bXYZ"u8), Blue)
        && IsSrgbCurve(Find(profile, "rTRC"u8)) && IsSrgbCurve(Find(profile, "gTRC"u8)) && IsSrgbCurve(Find(profile, "bTRC"u8));

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> tag)
    {
        uint count = BinaryPrimitives.ReadUInt32BigEndian(profile[128..]);
        for (int at = 132; count > 0 && at + 12 <= profile.Length; at += 12, count--)
        {
            if (!profile.Slice(at, 4).SequenceEqual(tag))
                continue;
            uint offset = BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 4)..]);
            uint size = BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 8)..]);
            return (ulong)offset + size <= (ulong)profile.Length ? profile.Slice((int)offset, (int)size) : [];
        }
        return [];
    }

    private static bool Near(ReadOnlySpan<byte> xyz, ReadOnlySpan<double> expected) =>
        xyz.Length >= 20
        && Math.Abs(Fixed(xyz[8..]) - expected[0]) < Tolerance
        && Math.Abs(Fixed(xyz[12..]) - expected[1]) < Tolerance
        && Math.Abs(Fixed(xyz[16..]) - expected[2]) < Tolerance;

    /// <summary>Compares three points of the curve, dark, middle and light, within one step of 8 bits.</summary>
    private static bool IsSrgbCurve(ReadOnlySpan<byte> curve)
    {
        foreach (double value in (ReadOnlySpan<double>)[0.02, 0.2, 0.5, 0.8])
        {
            double linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            if (!(Math.Abs(Evaluate(curve, value) - linear) < 0.004))
                return false;
        }
        return true;
    }

    private static double Evaluate(ReadOnlySpan<byte> curve, double value)
    {
        if (curve.Length >= 12 && curve[..4].SequenceEqual("curv"u8))
        {
            int count = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(curve[8..]), int.MaxValue);
            if (count == 1 && curve.Length >= 14)
                return Math.Pow(value, BinaryPrimitives.ReadUInt16BigEndian(curve[12..]) / 256.0);
            if (count < 2 || curve.Length < 12 + (2L * count))
                return count == 0 ? value : double.NaN;
            double at = value * (count - 1);
            int low = Math.Min((int)at, count - 2);
            double first = BinaryPrimitives.ReadUInt16BigEndian(curve[(12 + (2 * low))..]);
            double second = BinaryPrimitives.ReadUInt16BigEndian(curve[(14 + (2 * low))..]);
            return (first + ((second - first) * (at - low))) / ushort.MaxValue;
        }
        // Type 3, the one that sRGB profiles use: Y = (aX + b)^g from d on, Y = cX below.
        if (curve.Length >= 32 && curve[..4].SequenceEqual("para"u8) && BinaryPrimitives.ReadUInt16BigEndian(curve[8..]) == 3)
        {
            double g = Fixed(curve[12..]), a = Fixed(curve[16..]), b = Fixed(curve[20..]), c = Fixed(curve[24..]), d = Fixed(curve[28..]);
            return value >= d ? Math.Pow((a * value) + b, g) : c * value;
        }
        return double.NaN;
    }

    private static double Fixed(ReadOnlySpan<byte> number) => BinaryPrimitives.ReadInt32BigEndian(number) / 65536.0;
}
