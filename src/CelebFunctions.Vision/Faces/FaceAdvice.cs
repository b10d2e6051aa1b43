namespace CelebFunctions.Vision.Faces;

/// <summary>How a photo of a face could be better.</summary>
public enum FaceAdvice
{
    NoFace,
    MoveCloser,
    TooDark,
    HoldStill,
    TurnedAway,
}
