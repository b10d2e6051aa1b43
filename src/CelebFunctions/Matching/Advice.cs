using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Matching;

/// <summary>Says how a photo could be better.</summary>
internal static class Advice
{
    public static readonly AdviceAnswer NoFace = Say(FaceAdvice.NoFace);

    public static AdviceAnswer? For(AnalyzedFace face) => FaceAdviser.For(face) is { } advice ? Say(advice) : null;

    private static AdviceAnswer Say(FaceAdvice advice) => new(FaceAdviser.CodeOf(advice), advice switch
    {
        FaceAdvice.NoFace => "There is no face in this photo. Send one in which the face is well lit and looks at the camera.",
        FaceAdvice.MoveCloser => "The face is small. Move closer, or send a larger photo.",
        FaceAdvice.TooDark => "The face is dark. Turn towards the light.",
        FaceAdvice.HoldStill => "The face is blurred. Hold still, and let the camera focus.",
        FaceAdvice.TurnedAway => "The face is turned away. Look at the camera.",
    });
}
