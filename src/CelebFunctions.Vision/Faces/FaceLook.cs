using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>One look at a photo for its main face.</summary>
/// <param name="Turn">How the photo is turned for it.</param>
/// <param name="Side">Pixels of the longest side.</param>
internal readonly record struct FaceLook(QuarterTurn Turn, int Side)
{
    /// <summary>
    /// One after the other until a face is found: quickly, thoroughly, and then as if the phone was held sideways or upside down, and
    /// the file did not say so.
    /// </summary>
    public static IReadOnlyList<FaceLook> InTurn { get; } =
    [
        new(default, FaceDetector.QuickSide),
        new(default, FaceDetector.ThoroughSide),
        new(new(1), FaceDetector.QuickSide),
        new(new(3), FaceDetector.QuickSide),
        new(new(2), FaceDetector.QuickSide),
    ];
}
