using System.Buffers.Binary;

namespace CelebFunctions.Vision.Pictures;

/// <summary>Tells what a photo is from its first bytes; names and declared types are often wrong.</summary>
public static class PhotoFormatSniffer
{
    /// <summary>Formats that are decoded, as an error message lists them.</summary>
    public const string Accepted = "JPEG, PNG, WebP, AVIF, TIFF or GIF";

    /// <summary>The format of these bytes, <see cref="PhotoFormat.Unknown"/> where they are none that is known here.</summary>
    /// <param name="photo">The photo or its beginning; 64 bytes are enough for all but unusual AVIF and HEIC files.</param>
    public static PhotoFormat Detect(ReadOnlySpan<byte> photo)
    {
        if (photo.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return PhotoFormat.Jpeg;
        if (photo.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return PhotoFormat.Png;
        if (photo.StartsWith("GIF87a"u8) || photo.StartsWith("GIF89a"u8))
            return PhotoFormat.Gif;
        if (photo.Length >= 12 && photo.StartsWith("RIFF"u8) && photo[8..12].SequenceEqual("WEBP"u8))
            return PhotoFormat.WebP;
        // Classic TIFF (42) and BigTIFF (43), either byte order.
        if (photo.StartsWith("II*\0"u8) || photo.StartsWith("MM\0*"u8) || photo.StartsWith("II+\0"u8) || photo.StartsWith("MM\0+"u8))
            return PhotoFormat.Tiff;
        return FromBrands(photo);
    }

    /// <summary>
    /// ISO base media files say what they are in a first box `ftyp`: a major brand, a version, compatible brands
    /// (ISO/IEC 14496-12, 23008-12). AVIF wins: some files name both families and are AV1 inside.
    /// </summary>
    private static PhotoFormat FromBrands(ReadOnlySpan<byte> photo)
    {
        if (photo.Length < 12 || !photo[4..8].SequenceEqual("ftyp"u8))
            return PhotoFormat.Unknown;
        uint size = BinaryPrimitives.ReadUInt32BigEndian(photo);
        ReadOnlySpan<byte> box = photo[..(int)Math.Min(size, (uint)photo.Length)];

        bool heic = false;
        for (int at = 8; at + 4 <= box.Length; at += at == 8 ? 8 : 4)
        {
            ReadOnlySpan<byte> brand = box.Slice(at, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
                return PhotoFormat.Avif;
            heic |= brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("hevc"u8)
                || brand.SequenceEqual("hevx"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8)
                || brand.SequenceEqual("hevm"u8) || brand.SequenceEqual("hevs"u8) || brand.SequenceEqual("mif1"u8)
                || brand.SequenceEqual("msf1"u8);
        }
        return heic ? PhotoFormat.Heic : PhotoFormat.Unknown;
    }
}
