using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Matching;

/// <summary>Says how a photo could be better, the gravest first.</summary>
internal static class Advice
{
    // Below these a face is matched worse than others; first settings, to be replaced by measured ones.
    private const float SmallSide = 48;
    private const float Dark = 0.15f;
    private const float Blurred = 0.12f;
    private const float TurnedDegrees = 35;

    public static readonly AdviceAnswer NoFace =
        new("no-face", "There is no face in this photo. Send one in which the face is well lit and looks at the camera.");

    public static AdviceAnswer? For(AnalyzedFace face) => face switch
    {
        { Embedding: null } or { Quality.Size: < SmallSide } => new("move-closer", "The face is small. Move closer, or send a larger photo."),
        { Quality.Brightness: < Dark } => new("too-dark", "The face is dark. Turn towards the light."),
        { Quality.Sharpness: < Blurred } => new("hold-still", "The face is blurred. Hold still, and let the camera focus."),
        { Quality.Yaw: > TurnedDegrees or < -TurnedDegrees } => new("turned-away", "The face is turned away. Look at the camera."),
        _ => null,
    };
}
