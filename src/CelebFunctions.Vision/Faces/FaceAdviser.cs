namespace CelebFunctions.Vision.Faces;

/// <summary>Judges how a photo could be better, the gravest first.</summary>
public static class FaceAdviser
{
    // Below these a face is matched worse than others; first settings, to be replaced by measured ones.
    private const float SmallSide = 48;
    private const float Dark = 0.15f;
    private const float Blurred = 0.12f;
    private const float TurnedDegrees = 35;

    /// <returns>Null where the face is fine.</returns>
    public static FaceAdvice? For(AnalyzedFace face) => face switch
    {
        { Embedding: null } or { Quality.Size: < SmallSide } => FaceAdvice.MoveCloser,
        { Quality.Brightness: < Dark } => FaceAdvice.TooDark,
        { Quality.Sharpness: < Blurred } => FaceAdvice.HoldStill,
        { Quality.Yaw: > TurnedDegrees or < -TurnedDegrees } => FaceAdvice.TurnedAway,
        _ => null,
    };

    /// <summary>What apps translate it by.</summary>
    public static string CodeOf(FaceAdvice advice) => advice switch
    {
        FaceAdvice.NoFace => "no-face",
        FaceAdvice.MoveCloser => "move-closer",
        FaceAdvice.TooDark => "too-dark",
        FaceAdvice.HoldStill => "hold-still",
        FaceAdvice.TurnedAway => "turned-away",
    };
}
