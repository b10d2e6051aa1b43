using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Evaluation;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class DetectorProtocolTests
{
    private static readonly FaceLandmarks Points = new(new(30, 40), new(70, 40), new(50, 60), new(35, 80), new(65, 80));

    [Fact]
    public void A_face_is_found_from_half_an_overlap_on_and_its_landmarks_count_only_then()
    {
        ReferenceFace[] references = [.. Enumerable.Range(0, 4).Select(i => new ReferenceFace($"{i}.jpg", new(0, 0, 100, 100), Points))];
        var photos = new Dictionary<string, EnrolledPhoto>
        {
            // Moved by 30 of 100: 70 / 130 in common. By 40: 60 / 140.
            ["0.jpg"] = Photo(new(30, 0, 100, 100), moved: 4),
            ["1.jpg"] = Photo(new(40, 0, 100, 100), moved: 20),
            ["2.jpg"] = new("2.jpg", null, null),
        };

        var figures = DetectorProtocol.Measure(references, photos).ToDictionary(figure => figure.Name);

        Assert.Equal((1 / 3.0, 3), (figures["faces found"].Value, figures["faces found"].Of));
        Assert.Equal(2 / 3.0, figures["photos where any face was found"].Value);
        Assert.Equal((0.1, 1), (Math.Round(figures["landmark difference, median"].Value, 6), figures["landmark difference, median"].Of));
    }

    /// <summary>A photo whose landmarks lie so many pixels right of the reference; the eyes are 40 apart.</summary>
    private static EnrolledPhoto Photo(FaceBox box, float moved)
    {
        return new(
            "photo",
            new(box, new(At(Points.LeftEye), At(Points.RightEye), At(Points.Nose), At(Points.LeftMouth), At(Points.RightMouth)), null, null, 1, true),
            null);

        FacePoint At(FacePoint point) => point with { X = point.X + moved };
    }
}
