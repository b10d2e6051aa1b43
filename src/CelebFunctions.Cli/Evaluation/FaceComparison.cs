using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Compares a found face with its reference.</summary>
public static class FaceComparison
{
    /// <summary>A face counts as found from this overlap on: the usual measure of detectors since PASCAL VOC (2007).</summary>
    public const float FoundOverlap = 0.5f;

    /// <summary>Mean distance of the five landmarks, in distances between the reference's eyes.</summary>
    public static double LandmarkError(FaceLandmarks found, FaceLandmarks reference)
    {
        var eyes = Distance(reference.LeftEye, reference.RightEye);
        return (Distance(found.LeftEye, reference.LeftEye)
            + Distance(found.RightEye, reference.RightEye)
            + Distance(found.Nose, reference.Nose)
            + Distance(found.LeftMouth, reference.LeftMouth)
            + Distance(found.RightMouth, reference.RightMouth)) / 5 / eyes;
    }

    private static double Distance(FacePoint a, FacePoint b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));
}
