namespace CelebFunctions.Vision.Faces;

/// <summary>Five points of a face in pixels; "left" is the left of the image, not of the person.</summary>
public readonly record struct FaceLandmarks(
    FacePoint LeftEye, FacePoint RightEye, FacePoint Nose, FacePoint LeftMouth, FacePoint RightMouth)
{
    /// <summary>Whether the face is tilted by less than 45°.</summary>
    internal bool IsUpright => RightEye.X - LeftEye.X > MathF.Abs(RightEye.Y - LeftEye.Y);

    /// <summary>Multiplies each point, to go from one picture size to another.</summary>
    public FaceLandmarks Scaled(float x, float y)
    {
        return new(At(LeftEye), At(RightEye), At(Nose), At(LeftMouth), At(RightMouth));

        FacePoint At(FacePoint point) => new(point.X * x, point.Y * y);
    }
}
