using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class FaceQualityTests
{
    private static readonly FaceLandmarks Straight = new(new(10, 10), new(30, 10), new(20, 20), new(13, 30), new(27, 30));

    [Fact]
    public void The_size_is_the_shorter_side_of_the_box() =>
        Assert.Equal(30, FaceQuality.Of(new(5, 5, 40, 30), Straight, new float[FaceAligner.Values]).Size);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(255, 255, 255, 1)]
    [InlineData(51, 51, 51, 0.2)]
    [InlineData(255, 0, 0, 0.299)]
    [InlineData(0, 255, 0, 0.587)]
    [InlineData(0, 0, 255, 0.114)]
    public void Brightness_is_the_luma_that_television_gives_a_colour(float red, float green, float blue, double expected)
    {
        var planes = new float[FaceAligner.Values];
        const int plane = FaceAligner.Values / 3;
        planes.AsSpan(0, plane).Fill(red);
        planes.AsSpan(plane, plane).Fill(green);
        planes.AsSpan(2 * plane, plane).Fill(blue);

        Assert.Equal(expected, FaceQuality.Of(default, Straight, planes).Brightness, 0.0001);
    }

    [Fact]
    public void Each_blur_makes_a_face_less_sharp_and_no_detail_is_no_sharpness()
    {
        var random = new Random(1);
        var planes = Enumerable.Range(0, FaceAligner.Values).Select(_ => (float)random.Next(256)).ToArray();
        var sharpness = new List<float>();
        for (var blur = 0; blur < 5; blur++)
        {
            sharpness.Add(FaceQuality.Of(default, Straight, planes).Sharpness);
            planes = Blurred(planes);
        }

        Assert.Equal(sharpness.OrderDescending(), sharpness);
        Assert.Equal(sharpness.Count, sharpness.Distinct().Count());
        Assert.All(sharpness, value => Assert.InRange(value, 0, 1));
        Assert.InRange(sharpness[0], 0.9f, 1);
        Assert.Equal(0, FaceQuality.Of(default, Straight, new float[FaceAligner.Values]).Sharpness);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(25, 0)]
    [InlineData(-25, 0)]
    [InlineData(-40, 35)]
    [InlineData(15, -80)]
    public void The_yaw_is_the_angle_that_a_head_in_space_is_turned_by(double yaw, double roll) =>
        Assert.Equal(yaw, FaceQuality.Of(default, HeadInSpace(yaw, roll), new float[FaceAligner.Values]).Yaw, 0.01);

    [Fact]
    public void A_nose_to_the_left_of_the_image_is_a_negative_yaw()
    {
        Assert.True(FaceQuality.Of(default, Straight with { Nose = new(16, 20) }, new float[FaceAligner.Values]).Yaw < -5);
        Assert.True(FaceQuality.Of(default, Straight with { Nose = new(24, 20) }, new float[FaceAligner.Values]).Yaw > 5);
    }

    [Fact]
    public void Eyes_in_one_place_have_no_yaw() =>
        Assert.Equal(0, FaceQuality.Of(default, default, new float[FaceAligner.Values]).Yaw);

    /// <summary>Eyes a unit apart and a nose 0.6 before them, turned in space, seen from far away, tilted in the image.</summary>
    private static FaceLandmarks HeadInSpace(double yaw, double roll)
    {
        return new(See(-0.5, 0, 0), See(0.5, 0, 0), See(0, 0.5, 0.6), See(-0.4, 1, 0.2), See(0.4, 1, 0.2));

        FacePoint See(double x, double y, double depth)
        {
            var (sinYaw, cosYaw) = Math.SinCos(yaw * Math.PI / 180);
            var (sinRoll, cosRoll) = Math.SinCos(roll * Math.PI / 180);
            var turned = x * cosYaw + depth * sinYaw;
            return new((float)(200 + 80 * (turned * cosRoll - y * sinRoll)), (float)(200 + 80 * (turned * sinRoll + y * cosRoll)));
        }
    }

    /// <summary>The mean of each 3 × 3 neighbourhood.</summary>
    private static float[] Blurred(float[] planes)
    {
        var blurred = new float[planes.Length];
        for (var i = 0; i < planes.Length; i++)
        {
            var (plane, y, x) = (i / (112 * 112), i / 112 % 112, i % 112);
            float sum = 0;
            for (var at = 0; at < 9; at++)
                sum += planes[(plane * 112 + Math.Clamp(y + at / 3 - 1, 0, 111)) * 112 + Math.Clamp(x + at % 3 - 1, 0, 111)];
            blurred[i] = sum / 9;
        }
        return blurred;
    }
}
