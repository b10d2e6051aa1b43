namespace CelebFunctions.Vision.Faces;

/// <summary>How a picture lies in a detector's input: scaled to the top left, the rest black.</summary>
/// <param name="Width">Width of the scaled picture.</param>
/// <param name="Height">Height of the scaled picture.</param>
/// <param name="InputWidth">Width of the input, a whole multiple.</param>
/// <param name="InputHeight">Height of the input, a whole multiple.</param>
/// <param name="ScaleX">Picture pixels for one input pixel, horizontally.</param>
/// <param name="ScaleY">Picture pixels for one input pixel, vertically.</param>
internal readonly record struct Letterbox(
    int Width, int Height, int InputWidth, int InputHeight, float ScaleX, float ScaleY)
{
    public static Letterbox Fit(int width, int height, int side, int multiple)
    {
        var scale = (double)side / Math.Max(width, height);
        var scaledWidth = Math.Max(1, (int)Math.Round(width * scale));
        var scaledHeight = Math.Max(1, (int)Math.Round(height * scale));
        return new(
            scaledWidth,
            scaledHeight,
            RoundUp(scaledWidth, multiple),
            RoundUp(scaledHeight, multiple),
            (float)width / scaledWidth,
            (float)height / scaledHeight);
    }

    /// <summary>Into an input of one size, as large as it goes.</summary>
    public static Letterbox Into(int width, int height, int inputWidth, int inputHeight)
    {
        var scale = Math.Min((double)inputWidth / width, (double)inputHeight / height);
        var scaledWidth = Math.Clamp((int)Math.Round(width * scale), 1, inputWidth);
        var scaledHeight = Math.Clamp((int)Math.Round(height * scale), 1, inputHeight);
        return new(scaledWidth, scaledHeight, inputWidth, inputHeight, (float)width / scaledWidth, (float)height / scaledHeight);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
