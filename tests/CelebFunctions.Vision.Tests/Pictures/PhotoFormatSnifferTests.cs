using System.Buffers.Binary;
using System.Text;
using CelebFunctions.Vision.Pictures;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Pictures;

public sealed class PhotoFormatSnifferTests
{
    [Theory]
    [InlineData("FF D8 FF E0 00 10 4A 46 49 46", PhotoFormat.Jpeg)]
    [InlineData("FF D8 FF E1", PhotoFormat.Jpeg)]
    [InlineData("FF D8 FF DB", PhotoFormat.Jpeg)]
    [InlineData("89 50 4E 47 0D 0A 1A 0A 00 00 00 0D", PhotoFormat.Png)]
    [InlineData("47 49 46 38 37 61", PhotoFormat.Gif)]
    [InlineData("47 49 46 38 39 61", PhotoFormat.Gif)]
    [InlineData("52 49 46 46 10 20 00 00 57 45 42 50", PhotoFormat.WebP)]
    [InlineData("49 49 2A 00", PhotoFormat.Tiff)]
    [InlineData("4D 4D 00 2A", PhotoFormat.Tiff)]
    [InlineData("49 49 2B 00", PhotoFormat.Tiff)]
    [InlineData("4D 4D 00 2B", PhotoFormat.Tiff)]
    // What is close to one and none.
    [InlineData("", PhotoFormat.Unknown)]
    [InlineData("FF D8", PhotoFormat.Unknown)]
    [InlineData("89 50 4E 47 0A 1A 0A", PhotoFormat.Unknown)]
    [InlineData("47 49 46 38 38 61", PhotoFormat.Unknown)]
    [InlineData("52 49 46 46 10 20 00 00 57 41 56 45", PhotoFormat.Unknown)]
    [InlineData("52 49 46 46 10 20 00 00 57 45 42", PhotoFormat.Unknown)]
    [InlineData("42 4D 36 00", PhotoFormat.Unknown)]
    [InlineData("25 50 44 46 2D 31 2E 37", PhotoFormat.Unknown)]
    public void First_bytes_tell_the_format(string bytes, PhotoFormat expected) =>
        Assert.Equal(expected, PhotoFormatSniffer.Detect(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData(PhotoFormat.Heic, "heic")]
    [InlineData(PhotoFormat.Heic, "heix", "mif1")]
    [InlineData(PhotoFormat.Heic, "mif1", "heic")]
    [InlineData(PhotoFormat.Heic, "mif1")]
    [InlineData(PhotoFormat.Heic, "hevc", "msf1")]
    [InlineData(PhotoFormat.Avif, "avif", "mif1", "miaf")]
    [InlineData(PhotoFormat.Avif, "avis")]
    [InlineData(PhotoFormat.Avif, "mif1", "heic", "avif")]
    [InlineData(PhotoFormat.Unknown, "isom", "iso2", "mp41")]
    [InlineData(PhotoFormat.Unknown, "qt  ")]
    public void Brands_tell_HEIC_from_AVIF_and_from_films(PhotoFormat expected, params string[] brands)
    {
        // A box: its length, its name, the major brand, a version, the compatible brands.
        var box = new byte[16 + 4 * (brands.Length - 1)];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes("ftyp" + brands[0] + "\0\0\0\0" + string.Concat(brands.Skip(1)), box.AsSpan(4));

        Assert.Equal(expected, PhotoFormatSniffer.Detect(box));
        Assert.Equal(expected, PhotoFormatSniffer.Detect([.. box, .. "\0\0\0\u0010mdat"u8]));
    }

    [Fact]
    public void A_brand_is_looked_for_within_its_box_alone() =>
        Assert.Equal(PhotoFormat.Unknown, PhotoFormatSniffer.Detect("\0\0\0\u0010ftypisom\0\0\0\0heicheicheic"u8));

    [Fact]
    public void A_version_that_reads_like_a_brand_is_none() =>
        Assert.Equal(PhotoFormat.Unknown, PhotoFormatSniffer.Detect("\0\0\0\u0010ftypisomheic"u8));

    [Fact]
    public void No_bytes_at_all_can_upset_it()
    {
        byte[][] beginnings = [[], [0, 0, 0, 8, .. "ftyp"u8], [255, 255, 255, 255, .. "ftypmif1"u8], [.. "RIFF"u8], [0xFF, 0xD8]];
        Gen.Select(Gen.Int[0, beginnings.Length - 1], Gen.Byte.Array[0, 40])
            .Sample((beginning, rest) => Assert.True(Enum.IsDefined(PhotoFormatSniffer.Detect([.. beginnings[beginning], .. rest]))), iter: 5000);
    }
}
