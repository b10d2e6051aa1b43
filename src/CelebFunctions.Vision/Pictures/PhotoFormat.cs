namespace CelebFunctions.Vision.Pictures;

/// <summary>What the bytes of a photo are, told from the bytes themselves.</summary>
public enum PhotoFormat
{
    Unknown,
    Jpeg,
    Png,
    WebP,
    Avif,
    Tiff,
    Gif,

    /// <summary>Recognised so that the refusal can name it; not decoded.</summary>
    Heic,
}
