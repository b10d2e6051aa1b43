using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Photos.Tests;

/// <summary>A drawn photo: soft colours that differ in every corner, so that no turn or flip goes unseen.</summary>
internal static class Scene
{
    /// <summary>Interleaved RGB, 8 bits.</summary>
    public static byte[] Draw(int width, int height)
    {
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double u = (x + 0.5) / width, v = (y + 0.5) / height;
                double disc = Math.Clamp(1.5 - (8 * Math.Sqrt(((u - 0.3) * (u - 0.3)) + ((v - 0.4) * (v - 0.4)))), 0, 1);
                Span<byte> pixel = pixels.AsSpan(((y * width) + x) * 3, 3);
                pixel[0] = (byte)(30 + (180 * u * (1 - disc)) + (40 * disc));
                pixel[1] = (byte)(40 + (170 * v * (1 - disc)) + (90 * disc));
                pixel[2] = (byte)(220 - (90 * u) - (90 * v * (1 - disc)));
            }
        }
        return pixels;
    }

    /// <summary>Mean absolute difference of two pictures of the same size, in steps of 8 bits.</summary>
    public static double Difference(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Assert.Equal(first.Length, second.Length);
        long sum = 0;
        for (int i = 0; i < first.Length; i++)
            sum += Math.Abs(first[i] - second[i]);
        return (double)sum / first.Length;
    }

    /// <summary>Averages whole blocks, the plainest way to make a picture smaller.</summary>
    public static byte[] Average(ReadOnlySpan<byte> pixels, int width, int height, int by)
    {
        int smallWidth = width / by, smallHeight = height / by;
        byte[] small = new byte[smallWidth * smallHeight * 3];
        for (int y = 0; y < smallHeight; y++)
        {
            for (int x = 0; x < smallWidth * 3; x++)
            {
                int sum = 0;
                for (int dy = 0; dy < by; dy++)
                {
                    for (int dx = 0; dx < by; dx++)
                        sum += pixels[((((y * by) + dy) * width) + (x / 3 * by) + dx) * 3 + (x % 3)];
                }
                small[(y * smallWidth * 3) + x] = (byte)((sum + (by * by / 2)) / (by * by));
            }
        }
        return small;
    }

    public static (int R, int G, int B) PixelAt(this Picture picture, int x, int y)
    {
        Span<byte> pixel = picture.Row(y).Slice(x * 3, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }
}
