using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using CelebFunctions.Vision.Pictures;
using NetVips;
using static CelebFunctions.Photos.Tests.DamageTests;

namespace CelebFunctions.Photos.Tests;

public sealed class LimitTests
{
    private const int Huge = 30_000;

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".jpg[interlace]")]
    [InlineData(".png")]
    [InlineData(".gif")]
    [InlineData(".tif")]
    [InlineData(".avif")]
    public void A_header_that_announces_900_million_pixels_is_refused_before_any_is_decoded(string suffix)
    {
        byte[] bomb = Announce(PhotoFile.Save(Scene.Draw(64, 64), 64, 64, suffix), Huge, Huge);
        long before = GC.GetAllocatedBytesForCurrentThread();

        PhotoException refusal = Refusal(bomb);

        Assert.Equal(PhotoError.TooManyPixels, refusal.Error);
        Assert.Contains("30,000 × 30,000", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        // A byte a pixel would be 900 MB; libvips counts what it holds for pixels, all tests together.
        Assert.InRange(Stats.MemHighwater, 0ul, 600_000_000ul);
    }

    [Theory]
    [InlineData(".webp")]
    [InlineData(".webp[lossless]")]
    public void A_WebP_of_the_largest_size_that_its_header_can_tell_is_refused(string suffix) =>
        Assert.Equal(PhotoError.TooManyPixels, Refusal(Announce(PhotoFile.Save(Scene.Draw(64, 64), 64, 64, suffix), 16_383, 16_383)).Error);

    [Theory]
    [InlineData(16_385, 10)]
    [InlineData(10, 16_385)]
    [InlineData(10_001, 10_000)]
    public void Sides_and_pixels_have_limits(int width, int height) =>
        Assert.Equal(PhotoError.TooManyPixels, Refusal(Announce(PhotoFile.Save(Scene.Draw(8, 8), 8, 8, ".png"), width, height)).Error);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    public void A_photo_without_pixels_is_unreadable(int width, int height) =>
        Assert.Equal(PhotoError.Unreadable, Refusal(Announce(PhotoFile.Save(Scene.Draw(8, 8), 8, 8, ".png"), width, height)).Error);

    [Fact]
    public void A_photo_at_the_limits_passes()
    {
        byte[] file = PhotoFile.Save(Scene.Draw(40, 30), 40, 30, ".png");

        using DecodedPhoto photo = PhotoFile.Decode(file, new() { MaxPixels = 1200, MaxSide = 40, MaxBytes = file.Length });

        Assert.Equal(40, photo.Width);
        Assert.Equal(PhotoError.TooManyPixels, Refusal(file, new() { MaxPixels = 1199 }).Error);
        Assert.Equal(PhotoError.TooManyPixels, Refusal(file, new() { MaxSide = 39 }).Error);
        Assert.Equal(PhotoError.TooManyBytes, Refusal(file, new() { MaxBytes = file.Length - 1 }).Error);
    }

    [Fact]
    public void A_progressive_JPEG_that_would_hold_half_a_gigabyte_is_refused_with_advice()
    {
        // Three samples a pixel of two bytes each, all kept until the last scan: 99 million pixels are 594 MB.
        byte[] file = Announce(PhotoFile.Save(Scene.Draw(64, 64), 64, 64, ".jpg[interlace,subsample-mode=off]"), 11_000, 9_000);

        PhotoException refusal = Refusal(file);

        Assert.Equal(PhotoError.TooManyPixels, refusal.Error);
        Assert.Contains("baseline JPEG", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_PNG_of_a_hundred_million_pixels_in_few_bytes_is_decoded_in_little_memory()
    {
        byte[] bomb = FlatPng(10_000, 10_000);
        Assert.InRange(bomb.Length, 0, 200_000);

        using DecodedPhoto photo = PhotoFile.Decode(bomb);

        Assert.Equal((1000, 1000), (photo.Picture.Width, photo.Picture.Height));
        Assert.Equal((0, 0, 0), photo.Picture.PixelAt(999, 999));
        Assert.InRange(Stats.MemHighwater, 0ul, 600_000_000ul);
    }

    [Fact]
    public void A_PNG_that_unpacks_to_more_than_its_header_says_costs_no_more_than_its_header_says()
    {
        byte[] bomb = Announce(FlatPng(10_000, 10_000), 100, 100);
        long before = GC.GetTotalAllocatedBytes();

        try
        {
            PhotoFile.Decode(bomb).Dispose();
        }
        catch (PhotoException refusal)
        {
            Assert.Equal(PhotoError.Unreadable, refusal.Error);
        }

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 300_000_000);
    }

    [Theory]
    [InlineData("zTXt")]
    [InlineData("iCCP")]
    public void A_note_that_unpacks_to_400_MB_is_not_unpacked(string chunk)
    {
        byte[] png = PhotoFile.Save(Scene.Draw(20, 20), 20, 20, ".png");
        byte[] note = [.. "note\0\0"u8, .. Packed(1_000_000, 400)];
        // Behind the header's chunk, which ends at 33.
        byte[] bomb = [.. png[..33], .. PngChunk(System.Text.Encoding.ASCII.GetBytes(chunk), note), .. png[33..]];
        using Process process = Process.GetCurrentProcess();
        long before = process.PeakWorkingSet64;

        try
        {
            PhotoFile.Decode(bomb).Dispose();
        }
        catch (PhotoException refusal)
        {
            Assert.Equal(PhotoError.Unreadable, refusal.Error);
        }

        process.Refresh();
        Assert.InRange(process.PeakWorkingSet64 - before, 0, 250_000_000);
    }

    [Fact]
    public async Task Photos_that_need_much_memory_wait_for_each_other_and_all_come_out()
    {
        byte[] scene = Scene.Draw(300, 200);
        byte[] file = PhotoFile.Save(scene, 300, 200, ".jpg[interlace,Q=95,subsample-mode=off]");
        using VipsPhotoCodec codec = new(new PhotoOptions { HeavyBytes = 1000 });

        double[] differences = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            using DecodedPhoto photo = codec.Decode(file);
            return Scene.Difference(scene, photo.Picture.Pixels);
        })));

        Assert.All(differences, difference => Assert.InRange(difference, 0, 2));
    }

    /// <summary>Writes another size into the header of a photo; its pixels stay as they are.</summary>
    private static byte[] Announce(byte[] file, int width, int height)
    {
        switch (file[0])
        {
            case 0x89:
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
                // A checksum of its own, so that the size is all that is wrong.
                BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc(file.AsSpan(12, 17)));
                break;
            case (byte)'G':
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)height);
                break;
            case (byte)'I':
                AnnounceTiff(file, width, height);
                break;
            case (byte)'R' when file[15] == 'L':
                // RFC 9649, 3.4: 14 bits of width less one, 14 of height less one.
                uint flags = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(21)) & 0xF0000000;
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(21), flags | ((uint)(height - 1) << 14) | (uint)(width - 1));
                break;
            case (byte)'R':
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(26), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(28), (ushort)height);
                break;
            case 0:
                // ISO/IEC 23008-12, 6.5.3: the property 'ispe' holds the size after a version and flags.
                int size = file.AsSpan().IndexOf("ispe"u8) + 8;
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(size), width);
                BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(size + 4), height);
                break;
            default:
                int frame = Enumerable.Range(0, file.Length).First(at => file[at] == 0xFF && file[at + 1] is 0xC0 or 0xC2);
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 5), (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(frame + 7), (ushort)width);
                break;
        }
        return file;
    }

    // TIFF 6.0: a count of entries, each of a tag, a type (3 is 16 bits), a count and the value.
    private static void AnnounceTiff(byte[] file, int width, int height)
    {
        int directory = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4));
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(directory));
        for (int entry = 0; entry < entries; entry++)
        {
            Span<byte> at = file.AsSpan(directory + 2 + (12 * entry), 12);
            int? value = BinaryPrimitives.ReadUInt16LittleEndian(at) switch { 256 => width, 257 => height, 278 => height, _ => null };
            if (value is not null)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(at[2..], 4);
                BinaryPrimitives.WriteInt32LittleEndian(at[8..], value.Value);
            }
        }
    }

    /// <summary>A black PNG, 8 bits of grey, written chunk by chunk.</summary>
    private static byte[] FlatPng(int width, int height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. PngChunk("IHDR"u8, header), .. PngChunk("IDAT"u8, Packed(width + 1, height)), .. PngChunk("IEND"u8, [])];
    }

    private static byte[] Packed(int zeros, int times)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] row = new byte[zeros];
            for (int i = 0; i < times; i++)
                zlib.Write(row);
        }
        return packed.ToArray();
    }

    private static byte[] PngChunk(ReadOnlySpan<byte> name, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. name, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>CRC-32 as PNG's annex D gives it, bit by bit.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
