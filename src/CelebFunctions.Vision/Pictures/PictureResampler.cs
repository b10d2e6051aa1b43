using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Pictures;

/// <summary>
/// Scales a picture into the planar tensor that a network reads: area-averaged when it shrinks, linear when it grows.
/// Coordinates scale about pixel corners, so a point maps by multiplication alone.
/// </summary>
internal static class PictureResampler
{
    /// <summary>
    /// Writes the scaled picture to the top left of three planes (red, green, blue; values 0 to 255).
    /// What lies right of and below it is left as it is.
    /// </summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">Width of the scaled picture in pixels.</param>
    /// <param name="height">Height of the scaled picture in pixels.</param>
    /// <param name="planes">Three planes of <paramref name="planeHeight"/> rows of <paramref name="planeWidth"/> values.</param>
    /// <param name="planeWidth">Values in a row of a plane, at least <paramref name="width"/>.</param>
    /// <param name="planeHeight">Rows of a plane, at least <paramref name="height"/>.</param>
    public static void Scale(Picture source, int width, int height, Span<float> planes, int planeWidth, int planeHeight)
    {
        var columns = Taps.Between(source.Width, width);
        var rows = Taps.Between(source.Height, height);
        var line = new float[source.Width * Picture.Channels];
        var blended = new float[line.Length];
        var lineY = -1;
        for (var y = 0; y < height; y++)
        {
            // Rows first: one multiply-add over a whole row is what vector units are best at.
            blended.AsSpan().Clear();
            for (var tap = 0; tap < rows.Count; tap++)
            {
                var weight = rows.Weight(y, tap);
                if (weight == 0)
                    continue;
                var sourceY = rows.Index(y, tap);
                if (sourceY != lineY)
                {
                    TensorPrimitives.ConvertTruncating<byte, float>(source.Row(sourceY), line);
                    lineY = sourceY;
                }
                TensorPrimitives.MultiplyAdd(line, weight, blended, blended);
            }

            var red = planes.Slice(y * planeWidth, width);
            var green = planes.Slice((planeHeight + y) * planeWidth, width);
            var blue = planes.Slice((2 * planeHeight + y) * planeWidth, width);
            for (var x = 0; x < width; x++)
            {
                float r = 0, g = 0, b = 0;
                for (var tap = 0; tap < columns.Count; tap++)
                {
                    var weight = columns.Weight(x, tap);
                    var at = columns.Index(x, tap) * Picture.Channels;
                    r += weight * blended[at];
                    g += weight * blended[at + 1];
                    b += weight * blended[at + 2];
                }
                red[x] = r;
                green[x] = g;
                blue[x] = b;
            }
        }
    }

    /// <summary>For each target position, which source positions count and how much; the weights of a position sum to 1.</summary>
    private readonly struct Taps(int count, int[] first, float[] weights, int last)
    {
        public int Count => count;

        public float Weight(int target, int tap) => weights[target * count + tap];

        public int Index(int target, int tap) => Math.Min(first[target] + tap, last);

        public static Taps Between(int source, int target)
        {
            var scale = (double)source / target;
            var count = scale > 1 ? (int)Math.Ceiling(scale) + 1 : 2;
            var first = new int[target];
            var weights = new float[target * count];
            for (var i = 0; i < target; i++)
            {
                var row = weights.AsSpan(i * count, count);
                if (scale > 1)
                    first[i] = Area(i * scale, (i + 1) * scale, row);
                else
                    first[i] = Linear((i + 0.5) * scale - 0.5, source, row);
            }
            return new(count, first, weights, source - 1);
        }

        private static int Area(double from, double to, Span<float> weights)
        {
            var first = (int)from;
            for (var tap = 0; tap < weights.Length; tap++)
                weights[tap] = (float)(Math.Max(0, Math.Min(to, first + tap + 1) - Math.Max(from, first + tap)) / (to - from));
            return first;
        }

        private static int Linear(double centre, int source, Span<float> weights)
        {
            var clamped = Math.Clamp(centre, 0, source - 1);
            var first = (int)clamped;
            weights[1] = (float)(clamped - first);
            weights[0] = 1 - weights[1];
            return first;
        }
    }
}
