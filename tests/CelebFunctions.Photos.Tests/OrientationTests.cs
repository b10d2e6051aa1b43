using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Photos.Tests;

public sealed class OrientationTests
{
    private const int Width = 60, Height = 40;

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> cases = [];
        foreach (string suffix in (string[])[".png", ".jpg[Q=97,subsample-mode=off]", ".tif", ".webp[lossless]"])
        {
            for (int orientation = 1; orientation <= 8; orientation++)
                cases.Add(orientation, suffix);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_photo_stored_in_any_of_the_eight_ways_comes_out_upright(int orientation, string suffix)
    {
        byte[] upright = Scene.Draw(Width, Height);
        (byte[] stored, int width, int height) = Store(upright, orientation);
        byte[] file = PhotoFile.SaveOriented(stored, width, height, orientation, suffix);

        using VipsPhotoCodec codec = new(new PhotoOptions());
        using DecodedPhoto photo = codec.Decode(file);

        Assert.Equal((Width, Height), (photo.Width, photo.Height));
        Assert.Equal((Width, Height), (photo.Picture.Width, photo.Picture.Height));
        Assert.InRange(Scene.Difference(upright, photo.Picture.Pixels), 0, suffix.StartsWith(".jpg", StringComparison.Ordinal) ? 2 : 0);
    }

    /// <summary>
    /// How EXIF words it: where the stored first row and first column lie in the upright photo. So the stored
    /// pixel (x, y) is taken from the place of row y and column x in the upright one.
    /// </summary>
    private static (byte[] Pixels, int Width, int Height) Store(byte[] upright, int orientation)
    {
        (int width, int height) = orientation < 5 ? (Width, Height) : (Height, Width);
        byte[] stored = new byte[upright.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int column, int row) = orientation switch
                {
                    1 => (x, y),                                // row 0 top, column 0 left
                    2 => (Width - 1 - x, y),                    // top, right
                    3 => (Width - 1 - x, Height - 1 - y),       // bottom, right
                    4 => (x, Height - 1 - y),                   // bottom, left
                    5 => (y, x),                                // left, top
                    6 => (Width - 1 - y, x),                    // right, top
                    7 => (Width - 1 - y, Height - 1 - x),       // right, bottom
                    _ => (y, Height - 1 - x),                   // left, bottom
                };
                upright.AsSpan(((row * Width) + column) * 3, 3).CopyTo(stored.AsSpan(((y * width) + x) * 3));
            }
        }
        return (stored, width, height);
    }
}
