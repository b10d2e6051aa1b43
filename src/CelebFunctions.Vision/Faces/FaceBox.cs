namespace CelebFunctions.Vision.Faces;

/// <summary>A rectangle in pixels, from its top left corner.</summary>
public readonly record struct FaceBox(float X, float Y, float Width, float Height)
{
    public float Area => Width * Height;

    /// <summary>Intersection over union, 0 to 1; 0 where either is empty.</summary>
    public float Overlap(FaceBox other)
    {
        var width = MathF.Min(X + Width, other.X + other.Width) - MathF.Max(X, other.X);
        var height = MathF.Min(Y + Height, other.Y + other.Height) - MathF.Max(Y, other.Y);
        if (width <= 0 || height <= 0)
            return 0;
        var intersection = width * height;
        return intersection / (Area + other.Area - intersection);
    }

    /// <summary>Multiplies each side, to go from one picture size to another.</summary>
    public FaceBox Scaled(float x, float y) => new(X * x, Y * y, Width * x, Height * y);

    /// <summary>
    /// How much a photo of this size is about what lies here: the area that the photo shows, worth less the further from the photo's middle,
    /// half where the box as a whole is centred on an edge's middle.
    /// </summary>
    public float Prominence(float width, float height)
    {
        var x = (X + Width / 2) / width - 0.5f;
        var y = (Y + Height / 2) / height - 0.5f;
        return ClipTo(width, height).Area * (1 - MathF.Min(MathF.Sqrt(x * x + y * y), 1));
    }

    /// <summary>The part that lies within a picture of this size; empty where none does.</summary>
    public FaceBox ClipTo(float width, float height)
    {
        var left = Math.Clamp(X, 0, width);
        var top = Math.Clamp(Y, 0, height);
        return new(left, top, Math.Clamp(X + Width, 0, width) - left, Math.Clamp(Y + Height, 0, height) - top);
    }
}
