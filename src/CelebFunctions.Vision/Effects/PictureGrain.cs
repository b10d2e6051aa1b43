namespace CelebFunctions.Vision.Effects;

/// <summary>
/// Noise of the place alone: the same for each picture, and the same wherever a band of it begins. In each block of four by four
/// values the lower half is the upper one turned about and negated, so that a block is grey on the whole: grain makes strokes
/// but no patches of colour.
/// </summary>
internal static class PictureGrain
{
    /// <summary>Writes a plane of values from 0 to 255.</summary>
    /// <param name="from">The picture's row that the plane's first row is.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="side">Pixels of a side that share a value.</param>
    /// <param name="plane">Where to.</param>
    public static void Write(int from, int width, int height, int side, Span<float> plane)
    {
        for (var y = 0; y < height; y++)
        {
            var row = plane.Slice(y * width, width);
            for (var x = 0; x < width; x++)
                row[x] = x % side == 0 ? Balanced((uint)(x / side), (uint)((from + y) / side)) : row[x - 1];
        }
    }

    private static float Balanced(uint x, uint y) =>
        (y & 3) < 2 ? Value(x, y) : byte.MaxValue - Value((x & ~3u) + 3 - (x & 3), (y & ~3u) + 3 - (y & 3));

    /// <summary>Two rounds of PCG's output function for two dimensions (Jarzynski and Olano 2020), its upper 24 bits.</summary>
    private static float Value(uint x, uint y)
    {
        x = (x * 1664525u) + 1013904223u;
        y = (y * 1664525u) + 1013904223u;
        x += y * 1664525u;
        y += x * 1664525u;
        x ^= x >> 16;
        y ^= y >> 16;
        x += y * 1664525u;
        x ^= x >> 16;
        return (x >> 8) * (255f / ((1 << 24) - 1));
    }
}
