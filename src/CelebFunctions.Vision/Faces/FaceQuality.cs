namespace CelebFunctions.Vision.Faces;

/// <summary>How good a look at a face the photo gives.</summary>
/// <param name="Size">The shorter side of the face's box in pixels of the original photo.</param>
/// <param name="Sharpness">0 (blurred) to 1, from the aligned face.</param>
/// <param name="Brightness">Mean luma of the aligned face, 0 to 1.</param>
/// <param name="Yaw">Degrees that the head is turned, estimated from the landmarks; negative towards the left of the image.</param>
public readonly record struct FaceQuality(float Size, float Sharpness, float Brightness, float Yaw)
{
    // Variance of the Laplacian that counts as half sharp; a face enlarged from 28 pixels to 112 has about a tenth of it.
    private const float HalfSharp = 100;

    // How far a nose stands out of the plane of the eyes, in distances between the eyes.
    private const float NoseDepth = 0.6f;

    internal static FaceQuality Of(FaceBox box, FaceLandmarks landmarks, ReadOnlySpan<float> planes)
    {
        var plane = planes.Length / Pictures.Picture.Channels;
        var side = (int)MathF.Sqrt(plane);
        Span<float> luma = stackalloc float[plane];
        double sum = 0;
        for (var i = 0; i < plane; i++)
        {
            // Rec. 601, on the gamma-coded values that the networks see.
            luma[i] = 0.299f * planes[i] + 0.587f * planes[plane + i] + 0.114f * planes[2 * plane + i];
            sum += luma[i];
        }

        double edges = 0, squares = 0;
        var inner = (side - 2) * (side - 2);
        for (var y = 1; y < side - 1; y++)
        {
            for (var x = 1; x < side - 1; x++)
            {
                var at = y * side + x;
                var laplacian = luma[at - 1] + luma[at + 1] + luma[at - side] + luma[at + side] - 4 * luma[at];
                edges += laplacian;
                squares += laplacian * laplacian;
            }
        }
        var variance = (float)(squares / inner - edges / inner * (edges / inner));
        return new(
            MathF.Min(box.Width, box.Height),
            variance / (variance + HalfSharp),
            (float)(sum / plane / 255),
            YawOf(landmarks));
    }

    private static float YawOf(FaceLandmarks landmarks)
    {
        var (eyeX, eyeY) = (landmarks.RightEye.X - landmarks.LeftEye.X, landmarks.RightEye.Y - landmarks.LeftEye.Y);
        var square = eyeX * eyeX + eyeY * eyeY;
        if (square == 0)
            return 0;
        var along = ((landmarks.Nose.X - landmarks.LeftEye.X) * eyeX + (landmarks.Nose.Y - landmarks.LeftEye.Y) * eyeY) / square;
        return float.RadiansToDegrees(MathF.Atan((along - 0.5f) / NoseDepth));
    }
}
