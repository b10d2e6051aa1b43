using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>
/// Looks at a photo quickly, thoroughly where that shows no face, and then, until a face is clear, as if the phone was held sideways or
/// upside down and the file did not say so. The clearest look counts.
/// </summary>
internal static class FaceLooks
{
    private static readonly QuarterTurn[] Turns = [new(1), new(3), new(2)];

    /// <param name="photo">The photo.</param>
    /// <param name="plane">Tells how clear a face is; without one the photo is looked at upright alone.</param>
    /// <param name="quick">Whether quick looks do: for the one face that a photo is about.</param>
    /// <param name="take">
    /// Takes one look, at a photo turned so, of so many pixels: what it shows in the photo as it was, and how clear its face is;
    /// null where it shows none.
    /// </param>
    public static T? Clearest<T>(DecodedPhoto photo, FacePlane? plane, bool quick, Func<DecodedPhoto, QuarterTurn, int, (T Shown, float Clearness)?> take)
        where T : class
    {
        var best = quick ? take(photo, default, FaceDetector.QuickSide) : null;
        best ??= take(photo, default, FaceDetector.ThoroughSide);
        foreach (var turn in Turns)
        {
            if (plane is null || best?.Clearness >= plane.Clear)
                break;
            using var turned = turn.Of(photo);
            if (take(turned, turn, quick ? FaceDetector.QuickSide : FaceDetector.ThoroughSide) is { } other && (best is null || other.Clearness > best.Value.Clearness))
                best = other;
        }
        return best?.Shown;
    }
}
