using NetVips;

namespace CelebFunctions.Photos.Tests;

/// <summary>Writes the photos that the tests read: arrays in, files of every kind out.</summary>
internal static class PhotoFile
{
    public static Image Rgb(byte[] pixels, int width, int height)
    {
        using Image raw = Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar);
        using Image tagged = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        return tagged.CopyMemory();
    }

    public static byte[] Save(byte[] pixels, int width, int height, string suffix)
    {
        using Image image = Rgb(pixels, width, height);
        return image.WriteToBuffer(suffix);
    }

    /// <summary>A photo whose pixels are stored as they are given, with the EXIF orientation said beside them.</summary>
    public static byte[] SaveOriented(byte[] pixels, int width, int height, int orientation, string suffix)
    {
        using Image image = Rgb(pixels, width, height);
        using Image tagged = image.Mutate(mutable => mutable.Set(GValue.GIntType, "orientation", orientation));
        return tagged.WriteToBuffer(suffix);
    }
}
