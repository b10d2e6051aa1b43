using System.Buffers.Binary;
using System.IO.Compression;
using NetVips;

namespace CelebFunctions.Tests;

/// <summary>Photos for the tests: one face in many coats, pictures without a face, and files that mean harm.</summary>
internal static class TestPhoto
{
    /// <summary>A JPEG with the face of the gallery's first person.</summary>
    public static byte[] Face { get; } = File.ReadAllBytes(Repository.Picture("composite-1.jpg"));

    public static byte[] OtherFace { get; } = File.ReadAllBytes(Repository.Picture("composite-2.jpg"));

    /// <summary>The same face, saved anew.</summary>
    /// <param name="suffix">Format and options, as libvips spells them: <c>.jpg[interlace]</c>.</param>
    /// <param name="change">Done to the pixels before.</param>
    public static byte[] FaceAs(string suffix, Func<Image, Image>? change = null)
    {
        using var image = Image.NewFromBuffer(Face);
        using var changed = change?.Invoke(image) ?? image.Copy();
        return changed.WriteToBuffer(suffix);
    }

    /// <summary>A drawn photo in which nobody is.</summary>
    public static byte[] WithoutFace(int width = 320, int height = 240, string suffix = ".png")
    {
        using var grey = Image.Grey(width, height, uchar: true);
        using var colours = grey.Bandjoin(grey.Invert(), grey);
        using var image = colours.Copy(interpretation: Enums.Interpretation.Srgb);
        return image.WriteToBuffer(suffix);
    }

    /// <summary>The first bytes of a HEIC photo as phones write them: ISO/IEC 23008-12, brand <c>heic</c>.</summary>
    public static byte[] Heic() => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[1000]];

    /// <summary>A PNG made by hand, 8-bit grey.</summary>
    /// <param name="width">As its header says.</param>
    /// <param name="height">As its header says.</param>
    /// <param name="inflated">How many zeros its compressed pixels hold, whatever the header says.</param>
    /// <param name="text">How many zeros a compressed comment holds.</param>
    public static byte[] Png(int width, int height, long inflated, long text = 0)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        WriteChunk(file, "IHDR"u8, header);
        if (text > 0)
            WriteChunk(file, "zTXt"u8, [.. "Comment\0\0"u8, .. Deflated(text)]);
        WriteChunk(file, "IDAT"u8, Deflated(inflated));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Deflated(long zeros)
    {
        using var file = new MemoryStream();
        using (var deflate = new ZLibStream(file, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = new byte[1 << 16];
            for (; zeros > 0; zeros -= block.Length)
                deflate.Write(block.AsSpan(0, (int)Math.Min(zeros, block.Length)));
        }
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. type, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    // PNG specification (third edition), annex D.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
