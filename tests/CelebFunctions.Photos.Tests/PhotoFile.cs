using CelebFunctions.Vision.Pictures;
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

    /// <summary>A photo of one colour, its bands as they are given; 8 or 16 bits a band.</summary>
    public static byte[] SaveColour(double[] bands, Enums.Interpretation interpretation, string suffix, byte[]? profile = null, int side = 32)
    {
        bool wide = interpretation is Enums.Interpretation.Rgb16 or Enums.Interpretation.Grey16;
        using Image black = Image.Black(side, side, bands.Length);
        using Image filled = black.Linear([1], bands);
        using Image cast = filled.Cast(wide ? Enums.BandFormat.Ushort : Enums.BandFormat.Uchar);
        using Image image = cast.Copy(interpretation: interpretation);
        if (profile is null)
            return image.WriteToBuffer(suffix);
        using Image tagged = image.Mutate(mutable => mutable.Set(GValue.BlobType, "icc-profile-data", profile));
        return tagged.WriteToBuffer(suffix);
    }

    /// <summary>Decodes within the usual limits.</summary>
    public static DecodedPhoto Decode(byte[] file, PhotoOptions? options = null)
    {
        using VipsPhotoCodec codec = new(options ?? new());
        return codec.Decode(file);
    }
}
