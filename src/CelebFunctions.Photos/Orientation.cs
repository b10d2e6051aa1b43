using NetVips;

namespace CelebFunctions.Photos;

/// <summary>EXIF tag 0x0112: how the stored rows and columns lie in the upright photo (CIPA DC-008, 4.6.4).</summary>
internal static class Orientation
{
    /// <summary>5 to 8 stand on their side.</summary>
    public static bool SwapsSides(int orientation) => orientation >= 5;

    /// <summary>Turns stored pixels upright; 2 to 8.</summary>
    public static Image Undo(Image image, int orientation) => orientation switch
    {
        2 => image.FlipHor(),
        3 => image.Rot180(),
        4 => image.FlipVer(),
        5 => Twice(image.Rot90(), turned => turned.FlipHor()),
        6 => image.Rot90(),
        7 => Twice(image.Rot270(), turned => turned.FlipHor()),
        8 => image.Rot270(),
        _ => throw new ArgumentOutOfRangeException(nameof(orientation), orientation, null),
    };

    private static Image Twice(Image first, Func<Image, Image> second)
    {
        using (first)
            return second(first);
    }
}
