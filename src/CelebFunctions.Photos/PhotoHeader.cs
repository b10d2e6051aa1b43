using System.Buffers.Binary;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Photos;

/// <summary>What the first bytes of a photo announce, read without the image library and before any pixel.</summary>
/// <param name="Width">Stored width in pixels, before any orientation.</param>
/// <param name="Height">Stored height in pixels.</param>
/// <param name="HeldBytesPerPixel">What the decoder keeps of every pixel until the photo is done; 0 where it streams.</param>
internal readonly record struct PhotoHeader(int Width, int Height, double HeldBytesPerPixel)
{
    /// <summary>The header; null where the bytes do not hold one, or where the format's own library has to look (TIFF, AVIF).</summary>
    public static PhotoHeader? Read(PhotoFormat format, ReadOnlySpan<byte> photo) => format switch
    {
        PhotoFormat.Jpeg => JpegHeader.Read(photo),
        PhotoFormat.Png => ReadPng(photo),
        PhotoFormat.Gif => ReadGif(photo),
        PhotoFormat.WebP => ReadWebP(photo),
        _ => null,
    };

    // PNG specification (third edition) 11.2.1: IHDR comes first: width, height, depth, colour type, …, interlace.
    private static PhotoHeader? ReadPng(ReadOnlySpan<byte> photo)
    {
        if (photo.Length < 33 || !photo[12..16].SequenceEqual("IHDR"u8))
            return null;
        int samples = photo[25] switch { 0 => 1, 2 => 3, 3 => 3, 4 => 2, _ => 4 };
        int depth = photo[24] == 16 ? 2 : 1;
        bool interlaced = photo[28] != 0;
        return new(Side(BinaryPrimitives.ReadUInt32BigEndian(photo[16..])), Side(BinaryPrimitives.ReadUInt32BigEndian(photo[20..])),
            interlaced ? samples * depth : 0);
    }

    // GIF89a: logical screen. The decoder keeps the frame as RGBA and what lay under it.
    private static PhotoHeader? ReadGif(ReadOnlySpan<byte> photo) => photo.Length < 10
        ? null
        : new(BinaryPrimitives.ReadUInt16LittleEndian(photo[6..]), BinaryPrimitives.ReadUInt16LittleEndian(photo[8..]), 8);

    // RFC 9649: VP8 (lossy), VP8L (lossless), VP8X (extended: canvas).
    private static PhotoHeader? ReadWebP(ReadOnlySpan<byte> photo)
    {
        if (photo.Length < 30)
            return null;
        ReadOnlySpan<byte> kind = photo[12..16];
        if (kind.SequenceEqual("VP8 "u8))
        {
            return new(BinaryPrimitives.ReadUInt16LittleEndian(photo[26..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(photo[28..]) & 0x3FFF, 4);
        }
        if (kind.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(photo[21..]);
            return new((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1, 8);
        }
        if (kind.SequenceEqual("VP8X"u8))
        {
            return new((int)(BinaryPrimitives.ReadUInt32LittleEndian(photo[24..]) & 0xFFFFFF) + 1,
                (photo[27] | (photo[28] << 8) | (photo[29] << 16)) + 1, 8);
        }
        return null;
    }

    private static int Side(uint value) => (int)Math.Min(value, int.MaxValue);
}
