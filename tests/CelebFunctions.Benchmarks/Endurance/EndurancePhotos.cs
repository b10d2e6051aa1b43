using System.Text;
using NetVips;

namespace CelebFunctions.Benchmarks.Endurance;

/// <summary>Photos that work and bytes that must be refused, all made here.</summary>
internal static class EndurancePhotos
{
    private const int HugeSide = 16_000;

    /// <param name="face">A JPEG with a face in it.</param>
    public static IReadOnlyList<byte[]> Good(byte[] face)
    {
        using var image = Image.NewFromBuffer(face);
        using var large = image.Resize(4);
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        using var deep = image.Colourspace(Enums.Interpretation.Rgb16);
        using var glass = image.Bandjoin(200);
        return
        [
            face,
            large.JpegsaveBuffer(q: 90),
            large.JpegsaveBuffer(q: 90, interlace: true),
            grey.JpegsaveBuffer(),
            image.PngsaveBuffer(),
            deep.PngsaveBuffer(),
            glass.WebpsaveBuffer(),
            image.GifsaveBuffer(),
            image.TiffsaveBuffer(),
        ];
    }

    /// <param name="face">A JPEG.</param>
    public static IReadOnlyList<byte[]> Bad(byte[] face)
    {
        using var image = Image.NewFromBuffer(face);
        var png = image.PngsaveBuffer();
        // A few kilobytes of zeros that unpack to more pixels than are allowed.
        using var black = Image.Black(HugeSide, HugeSide);
        return
        [
            face[..(face.Length / 2)],
            png[..(png.Length / 2)],
            face[..200],
            Scrambled(png),
            Encoding.UTF8.GetBytes("This is no photo."),
            [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8],
            black.PngsaveBuffer(compression: 9),
        ];
    }

    private static byte[] Scrambled(byte[] photo)
    {
        var scrambled = photo.ToArray();
        for (var i = scrambled.Length / 3; i < scrambled.Length; i += 97)
            scrambled[i] ^= 0x5A;
        return scrambled;
    }
}
