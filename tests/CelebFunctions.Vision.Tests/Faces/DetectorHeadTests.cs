using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>Faces come out of each head as they were put in.</summary>
public sealed class DetectorHeadTests
{
    private const int Width = 160, Height = 96;

    private static readonly FaceDetectorOptions Rows = new() { Threshold = 0.5f, MaxOverlap = 0.4f, Width = Width, Height = Height };

    private static readonly FaceDetectorOptions Levels = Rows with
    {
        Scores = ["s8", "s16", "s32"],
        Boxes = ["b8", "b16", "b32"],
        Landmarks = ["p8", "p16", "p32"],
    };

    public static TheoryData<string> Heads { get; } = [.. Options.Keys];

    private static Dictionary<string, FaceDetectorOptions> Options => new()
    {
        ["distances"] = Rows,
        ["distances, an output a level"] = Levels,
        ["scrfd"] = Levels with { Head = DetectorHead.Scrfd, AnchorsPerCell = 2 },
        ["yunet"] = Levels with { Head = DetectorHead.YuNet, Objectness = ["o8", "o16", "o32"] },
        ["retinaface, rows"] = Rows with { Head = DetectorHead.RetinaFace, AnchorsPerCell = 2, AnchorSizes = [[16, 32], [64, 128], [256, 512]] },
        ["retinaface, maps"] = Levels with
        {
            Head = DetectorHead.RetinaFace,
            Strides = [32, 16, 8],
            AnchorsPerCell = 2,
            AnchorSizes = [[512, 256], [128, 64], [32, 16]],
            AnchorCentre = 8,
            Variances = [1, 1, 0.2f],
        },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_face_that_an_anchor_describes_comes_back_in_pixels_of_the_picture(string head)
    {
        var options = Options[head];
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[0, 1], Gen.Double[0.1, 0.4], Gen.Double[0.1, 0.4]).Sample((level, across, down, anchor, x, y) =>
        {
            var stride = options.Strides[level];
            FaceBox box = new((float)(x * Width), (float)(y * Height), 0.3f * Width, 0.5f * Height);
            var points = PointsIn(box);
            var drawn = new DrawnHead(options, Width, Height, head.EndsWith("maps", StringComparison.Ordinal));
            drawn.Describe(level, across % (Width / stride), down % (Height / stride), anchor % options.AnchorsPerCell, 0.8, box, points);
            // Twice and three times the input: the picture fills it, so that a point maps by multiplication.
            using var picture = new Picture(3 * Width, 3 * Height);
            using var detector = new FaceDetector(drawn.Network(), options);

            var found = Assert.Single(detector.Detect(picture, side: 77));

            Assert.Equal(0.8, found.Score, 1e-4);
            Assert.Equal(3 * box.X, found.Box.X, 0.05);
            Assert.Equal(3 * box.Y, found.Box.Y, 0.05);
            Assert.Equal(3 * box.Width, found.Box.Width, 0.05);
            Assert.Equal(3 * box.Height, found.Box.Height, 0.05);
            Assert.InRange(Composite.Distance(points.Scaled(3, 3), found.Landmarks), 0, 0.05);
        }, iter: 25);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void An_anchor_below_the_threshold_or_without_a_number_is_no_face(string head)
    {
        var options = Options[head];
        FaceBox box = new(40, 30, 50, 50);
        var drawn = new DrawnHead(options, Width, Height, head.EndsWith("maps", StringComparison.Ordinal));
        drawn.Describe(level: 1, column: 3, row: 2, anchor: 0, 0.49, box, PointsIn(box));
        drawn.Describe(level: 0, column: 1, row: 1, anchor: 0, double.NaN, box, PointsIn(box));
        using var picture = new Picture(Width, Height);
        using var detector = new FaceDetector(drawn.Network(), options);

        Assert.Empty(detector.Detect(picture, 320));
    }

    [Fact]
    public void An_ultraface_box_is_a_share_of_the_input_and_gets_the_landmarks_of_a_face_that_looks_ahead()
    {
        // A picture of 640 × 320 takes the upper 320 × 160 of an input of 320 × 240.
        var options = Rows with { Head = DetectorHead.UltraFace, Width = 320, Height = 240, Landmarks = [] };
        var network = DrawnNetwork.Giving(
            "input",
            [1, 3, 240, 320],
            new("scores", [1, 3, 2], [0.1f, 0.9f, 0.9f, 0.1f, 0.7f, 0.3f]),
            new("boxes", [1, 3, 4], [0.25f, 0.125f, 0.5f, 0.5f, 0, 0, 1, 1, 0, 0, 1, 1]));
        using var picture = new Picture(640, 320);
        using var detector = new FaceDetector(network, options);

        var face = Assert.Single(detector.Detect(picture, 320));

        Assert.Equal((0.9f, new FaceBox(160, 60, 160, 180)), (face.Score, face.Box));
        Assert.All(Composite.PointsOf(face.Landmarks), point => Assert.True(point.X is > 160 and < 320 && point.Y is > 60 and < 240));
        Assert.Equal(face.Landmarks.Nose.X, (face.Landmarks.LeftEye.X + face.Landmarks.RightEye.X) / 2, 0.01);
        Assert.True(face.Landmarks.LeftEye.Y < face.Landmarks.Nose.Y && face.Landmarks.Nose.Y < face.Landmarks.LeftMouth.Y);
    }

    private static FaceLandmarks PointsIn(FaceBox box)
    {
        return new(At(0.3f, 0.4f), At(0.7f, 0.35f), At(0.55f, 0.6f), At(0.35f, 0.8f), At(0.7f, 0.75f));

        FacePoint At(float x, float y) => new(box.X + x * box.Width, box.Y + y * box.Height);
    }
}
