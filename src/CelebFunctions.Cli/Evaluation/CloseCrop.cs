using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Cuts photos to close selfies: the face fills 40 to 90 % of the height.</summary>
public static class CloseCrop
{
    private const float Least = 0.4f;
    private const float Most = 0.9f;

    // A phone's photo, held upright.
    private const float Aspect = 3f / 4;

    /// <summary>The part of a photo to keep, around the face and within the photo; a face that fills more of a small photo stays so.</summary>
    /// <param name="face">The face's box.</param>
    /// <param name="width">The photo's width in pixels.</param>
    /// <param name="height">The photo's height in pixels.</param>
    /// <param name="share">0 to 1: from the widest crop to the closest.</param>
    public static (int X, int Y, int Width, int Height) Around(FaceBox face, int width, int height, float share)
    {
        var cropHeight = MathF.Min(face.Height / (Least + share * (Most - Least)), height);
        var cropWidth = Math.Clamp(cropHeight * Aspect, MathF.Min(face.Width, width), width);
        var x = Math.Clamp(face.X + face.Width / 2 - cropWidth / 2, 0, width - cropWidth);
        var y = Math.Clamp(face.Y + face.Height / 2 - cropHeight / 2, 0, height - cropHeight);
        return ((int)x, (int)y, Math.Max(1, (int)cropWidth), Math.Max(1, (int)cropHeight));
    }
}
