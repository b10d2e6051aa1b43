using CelebFunctions.Photos;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Tests;

/// <summary>Photos without a face, made here.</summary>
internal static class DrawnPhoto
{
    /// <summary>A sky over a meadow, as PNG.</summary>
    public static byte[] Landscape(int width, int height)
    {
        using var picture = new Picture(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = picture.Row(y);
            for (var x = 0; x < width; x++)
                ((ReadOnlySpan<byte>)(y < height / 2 ? [120, 170, (byte)(200 + y % 50)] : [60, (byte)(120 + x % 40), 50])).CopyTo(row[(3 * x)..]);
        }
        return Png(picture);
    }

    /// <summary>The left part of a photo, from some row on.</summary>
    public static byte[] PartOf(string path, int width, int height, int top)
    {
        using var codec = new VipsPhotoCodec(new PhotoOptions());
        using var photo = codec.Decode(File.ReadAllBytes(path));
        using var part = new Picture(width, height);
        for (var y = 0; y < height; y++)
            photo.Picture.Row(top + y)[..(3 * width)].CopyTo(part.Row(y));
        return Png(part);
    }

    private static byte[] Png(Picture picture)
    {
        using var codec = new VipsPhotoCodec(new PhotoOptions());
        using var stream = new MemoryStream();
        codec.Encode(picture, PhotoFormat.Png, stream);
        return stream.ToArray();
    }
}
