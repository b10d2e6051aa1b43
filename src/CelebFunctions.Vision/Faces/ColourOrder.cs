namespace CelebFunctions.Vision.Faces;

/// <summary>In which order a network takes the planes of a picture.</summary>
public enum ColourOrder
{
    Rgb,
    Bgr,
}
