using System.Buffers.Binary;
using NetVips;

namespace CelebFunctions.Photos.Tests;

/// <summary>Colour profiles to tag photos with, and the colours that they mean.</summary>
internal static class Profiles
{
    /// <summary>One that libvips brings along: srgb, p3 or cmyk.</summary>
    public static byte[] Load(string name)
    {
        using Image black = Image.Black(1, 1, 3);
        using Image colours = black.Copy(interpretation: Enums.Interpretation.Srgb);
        using Image exported = colours.IccTransform(name, inputProfile: "srgb");
        return (byte[])exported.Get("icc-profile-data");
    }

    /// <summary>sRGB in which the tags of red and green have changed places, so that full red is shown as green.</summary>
    public static byte[] RedIsGreen()
    {
        byte[] profile = (byte[])Load("srgb").Clone();
        int tags = BinaryPrimitives.ReadInt32BigEndian(profile.AsSpan(128));
        for (int tag = 0; tag < tags; tag++)
        {
            Span<byte> name = profile.AsSpan(132 + (12 * tag), 4);
            if (name.SequenceEqual("rXYZ"u8))
                "gXYZ"u8.CopyTo(name);
            else if (name.SequenceEqual("gXYZ"u8))
                "rXYZ"u8.CopyTo(name);
        }
        return profile;
    }

    /// <summary>
    /// By the chromaticities of SMPTE EG 432-1 and IEC 61966-2-1, which share white point and curve: linear light times
    /// the published matrix (CSS Color 4, lin_sRGB to XYZ to lin_P3).
    /// </summary>
    public static double[] SrgbToDisplayP3((int R, int G, int B) colour)
    {
        double r = Linear(colour.R), g = Linear(colour.G), b = Linear(colour.B);
        return
        [
            Coded((0.82246197 * r) + (0.17753803 * g)),
            Coded((0.03319420 * r) + (0.96680580 * g)),
            Coded((0.01708263 * r) + (0.07239744 * g) + (0.91051993 * b)),
        ];
    }

    private static double Linear(int value) =>
        value <= 10 ? value / 255.0 / 12.92 : Math.Pow(((value / 255.0) + 0.055) / 1.055, 2.4);

    private static double Coded(double linear) =>
        Math.Round(255 * (linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055));
}
