using System.Buffers.Binary;

namespace CelebFunctions.Photos;

/// <summary>Finds the frame header of a JPEG by walking its marker segments (ITU-T T.81, annex B).</summary>
internal static class JpegHeader
{
    /// <summary>
    /// A progressive decoder keeps every coefficient in 16 bits until the last scan: two bytes a sample,
    /// 1.5 samples a pixel in 4:2:0. A baseline one streams.
    /// </summary>
    public static PhotoHeader? Read(ReadOnlySpan<byte> photo)
    {
        int at = 2;
        while (at + 4 <= photo.Length)
        {
            if (photo[at] != 0xFF)
                return null;
            byte marker = photo[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill byte
                continue;
            }
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2; // no segment follows
                continue;
            }
            if (marker is 0xD9 or 0xDA)
                return null; // pixels, or the end, without a frame header

            ReadOnlySpan<byte> segment = photo[(at + 2)..];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Frame(marker, segment);
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment);
        }
        return null;
    }

    private static PhotoHeader? Frame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 8 || segment.Length < 8 + (3 * segment[7]))
            return null;
        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
        bool baseline = marker is 0xC0 or 0xC1;
        return new(width, height, baseline ? 0 : 2 * SamplesPerPixel(segment.Slice(8, 3 * segment[7])));
    }

    private static double SamplesPerPixel(ReadOnlySpan<byte> components)
    {
        int largest = 1, sum = 0;
        for (int at = 1; at < components.Length; at += 3)
        {
            int blocks = (components[at] >> 4) * (components[at] & 15);
            largest = Math.Max(largest, blocks);
            sum += blocks;
        }
        return (double)sum / largest;
    }
}
