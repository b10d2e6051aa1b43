using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Effects;

/// <summary>Moves pixels between pictures and the planes that networks take and give.</summary>
internal static class PicturePlanes
{
    /// <summary>Writes rows of a picture as three planes of 0 to 255; what lies beyond its right and lower end is mirrored.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="from">The first row.</param>
    /// <param name="width">Values in a row of a plane.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="planes">Where to.</param>
    public static void Write(Picture picture, int from, int width, int height, Span<float> planes)
    {
        var plane = width * height;
        for (var y = 0; y < height; y++)
        {
            var row = picture.Row(Mirrored(from + y, picture.Height));
            var red = planes.Slice(y * width, width);
            var green = planes.Slice(plane + (y * width), width);
            var blue = planes.Slice((2 * plane) + (y * width), width);
            for (var x = 0; x < width; x++)
            {
                var at = Mirrored(x, picture.Width) * Picture.Channels;
                (red[x], green[x], blue[x]) = (row[at], row[at + 1], row[at + 2]);
            }
        }
    }

    /// <summary>Writes a row that was made, blended with the row that it was made of.</summary>
    public static void Blend(ReadOnlySpan<float> planes, int width, int height, int row, ReadOnlySpan<byte> photo, Span<byte> painted, float strength)
    {
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var values = planes.Slice(((channel * height) + row) * width, width);
            for (int x = 0, at = channel; at < painted.Length; x++, at += Picture.Channels)
            {
                var value = Math.Clamp(values[x], 0, byte.MaxValue);
                painted[at] = (byte)(photo[at] + ((value - photo[at]) * strength) + 0.5f);
            }
        }
    }

    /// <summary>The place within a length that a place beyond it stands for: 0 1 2 3 2 1 0 1 …</summary>
    internal static int Mirrored(int place, int length)
    {
        if (place < length)
            return place;
        if (length == 1)
            return 0;
        var period = 2 * (length - 1);
        var within = place % period;
        return within < length ? within : period - within;
    }
}
