using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>Cuts a face out so that its landmarks lie where every other face has them.</summary>
internal static class FaceAligner
{
    /// <summary>Width and height of an aligned face in pixels, unless a network wants another.</summary>
    public const int Side = 112;

    /// <summary>Values of one aligned face: three planes.</summary>
    public const int Values = Picture.Channels * Side * Side;

    /// <summary>
    /// Where the landmarks of an aligned face lie: the template published with ArcFace (Deng et al. 2019), which gives
    /// pixel centres as whole numbers; half a pixel is added because here they are corners.
    /// </summary>
    public static readonly FaceLandmarks Template = new(
        new(38.7946f, 52.1963f), new(74.0318f, 52.0014f), new(56.5252f, 72.2366f), new(42.0493f, 92.8655f), new(71.2299f, 92.7041f));

    /// <summary>Writes the aligned face as three square planes of values, 0 to 255; black where the picture ends.</summary>
    /// <param name="picture">Where the face is.</param>
    /// <param name="landmarks">In pixels of the picture.</param>
    /// <param name="planes">Three times <paramref name="side"/> squared.</param>
    /// <param name="side">Of the aligned face in pixels; the template grows with it.</param>
    /// <returns>False where the landmarks lie in one place, so that there is nothing to align by.</returns>
    public static bool TryAlign(Picture picture, FaceLandmarks landmarks, Span<float> planes, int side = Side)
    {
        if (SimilarityTransform.Estimate(PointsOf(landmarks), PointsOf(Template)) is not { } toTemplate)
            return false;
        var toPicture = toTemplate.Inverse();

        // A face that shrinks is averaged over a grid of samples a pixel, so that fine patterns do not alias.
        var step = (float)Side / side;
        var samples = (int)Math.Clamp(MathF.Ceiling(toPicture.Scale * step), 1, 64);
        if (samples == 1)
            Interpolate(picture, toPicture, planes, side, step);
        else
            Average(picture, toPicture, samples, planes, side, step);
        return true;
    }

    /// <summary>An aligned face as a mirror shows it.</summary>
    public static void Mirror(ReadOnlySpan<float> planes, Span<float> mirrored, int side = Side)
    {
        planes.CopyTo(mirrored);
        for (var row = 0; row < planes.Length; row += side)
            mirrored.Slice(row, side).Reverse();
    }

    private static FacePoint[] PointsOf(FaceLandmarks landmarks) =>
        [landmarks.LeftEye, landmarks.RightEye, landmarks.Nose, landmarks.LeftMouth, landmarks.RightMouth];

    private static void Average(Picture picture, SimilarityTransform toPicture, int samples, Span<float> planes, int side, float step)
    {
        var plane = side * side;
        var pixels = picture.Pixels;
        var weight = 1f / (samples * samples);
        for (var i = 0; i < plane; i++)
        {
            int r = 0, g = 0, b = 0;
            for (var sample = 0; sample < samples * samples; sample++)
            {
                var at = toPicture.Apply(new(
                    (i % side + (sample % samples + 0.5f) / samples) * step,
                    (i / side + (sample / samples + 0.5f) / samples) * step));
                var (x, y) = ((int)MathF.Floor(at.X), (int)MathF.Floor(at.Y));
                if ((uint)x >= (uint)picture.Width || (uint)y >= (uint)picture.Height)
                    continue;
                var pixel = pixels.Slice((y * picture.Width + x) * Picture.Channels, Picture.Channels);
                r += pixel[0];
                g += pixel[1];
                b += pixel[2];
            }
            planes[i] = r * weight;
            planes[plane + i] = g * weight;
            planes[2 * plane + i] = b * weight;
        }
    }

    private static void Interpolate(Picture picture, SimilarityTransform toPicture, Span<float> planes, int side, float step)
    {
        var plane = side * side;
        for (var i = 0; i < plane; i++)
        {
            var at = toPicture.Apply(new((i % side + 0.5f) * step, (i / side + 0.5f) * step));
            var (x, y) = (at.X - 0.5f, at.Y - 0.5f);
            var (left, top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
            var (right, down) = (x - left, y - top);
            for (var channel = 0; channel < Picture.Channels; channel++)
            {
                planes[channel * plane + i] =
                    (1 - down) * ((1 - right) * Value(picture, left, top, channel) + right * Value(picture, left + 1, top, channel))
                    + down * ((1 - right) * Value(picture, left, top + 1, channel) + right * Value(picture, left + 1, top + 1, channel));
            }
        }
    }

    private static float Value(Picture picture, int x, int y, int channel) =>
        (uint)x < (uint)picture.Width && (uint)y < (uint)picture.Height
            ? picture.Pixels[(y * picture.Width + x) * Picture.Channels + channel]
            : 0;
}
