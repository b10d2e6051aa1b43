using CelebFunctions.Vision.Faces;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class SimilarityTransformTests
{
    private static readonly Gen<FacePoint> Points = Gen.Select(Gen.Float[-500, 500], Gen.Float[-500, 500], (x, y) => new FacePoint(x, y));

    [Theory]
    [InlineData(0, 1, 0, 0)]
    [InlineData(90, 1, 0, 0)]
    [InlineData(0, 2.5, 10, -20)]
    [InlineData(-35, 0.1, 300, 40)]
    [InlineData(180, 7, -1000, 3)]
    public void A_known_turn_scale_and_shift_are_recovered(double degrees, double scale, double shiftX, double shiftY)
    {
        FacePoint[] points = [new(1, 2), new(30, 5), new(17, 40), new(-8, 22), new(11, -9)];
        var targets = Array.ConvertAll(points, point => Turn(point, degrees, scale, shiftX, shiftY));

        var transform = SimilarityTransform.Estimate(points, targets)!.Value;

        Assert.Equal(scale, transform.Scale, 0.0001 * scale);
        for (var i = 0; i < points.Length; i++)
            AssertNear(targets[i], transform.Apply(points[i]), 0.01);
    }

    [Fact]
    public void Any_turn_scale_and_shift_are_recovered_and_undone() =>
        Gen.Select(Points.Array[5], Gen.Double[-180, 180], Gen.Double[0.05, 20], Gen.Double[-2000, 2000])
            .Where((points, _, _, _) => points.Distinct().Count() > 1 && points.Max(p => p.X) - points.Min(p => p.X) > 1)
            .Sample((points, degrees, scale, shift) =>
            {
                var targets = Array.ConvertAll(points, point => Turn(point, degrees, scale, shift, -shift));

                var transform = SimilarityTransform.Estimate(points, targets)!.Value;
                var back = transform.Inverse();

                var tolerance = 0.01 * Math.Max(1, scale);
                for (var i = 0; i < points.Length; i++)
                {
                    AssertNear(targets[i], transform.Apply(points[i]), tolerance);
                    AssertNear(points[i], back.Apply(targets[i]), tolerance / scale + 0.01);
                }
            }, iter: 500);

    [Fact]
    public void No_transform_nearby_brings_unlike_points_nearer() =>
        Gen.Select(Points.Array[5], Points.Array[5], Gen.Double[-1, 1].Array[4], Gen.Double[0.001, 0.1])
            .Sample((points, targets, direction, step) =>
            {
                if (SimilarityTransform.Estimate(points, targets) is not { } best)
                    return;

                var (a, b) = (best.A + step * direction[0], best.B + step * direction[1]);
                var (x, y) = (best.ShiftX + 500 * step * direction[2], best.ShiftY + 500 * step * direction[3]);

                var least = SquaredError(points, targets, best.A, best.B, best.ShiftX, best.ShiftY);
                Assert.InRange(least, 0, SquaredError(points, targets, a, b, x, y) * 1.000001 + 0.001);
            }, iter: 2000);

    [Fact]
    public void A_mirror_image_is_met_by_a_turn_never_by_a_flip()
    {
        FacePoint[] points = [new(0, 0), new(10, 0), new(0, 5)];
        FacePoint[] mirrored = [new(0, 0), new(-10, 0), new(0, 5)];

        var transform = SimilarityTransform.Estimate(points, mirrored)!.Value;

        var (origin, right, down) = (transform.Apply(new(0, 0)), transform.Apply(new(1, 0)), transform.Apply(new(0, 1)));
        var orientation = (right.X - origin.X) * (down.Y - origin.Y) - (right.Y - origin.Y) * (down.X - origin.X);
        Assert.True(orientation > 0);
    }

    [Fact]
    public void Points_in_one_place_have_no_transform()
    {
        FacePoint[] points = [new(7.3f, 2.1f), new(7.3f, 2.1f), new(7.3f, 2.1f)];
        FacePoint[] targets = [new(0, 0), new(1, 0), new(0, 1)];

        Assert.Null(SimilarityTransform.Estimate(points, targets));
        Assert.Null(SimilarityTransform.Estimate(targets, points));
    }

    /// <summary>Turns by polar coordinates, another way than by a matrix.</summary>
    private static FacePoint Turn(FacePoint point, double degrees, double scale, double shiftX, double shiftY)
    {
        var length = scale * Math.Sqrt((double)point.X * point.X + (double)point.Y * point.Y);
        var angle = Math.Atan2(point.Y, point.X) + degrees * Math.PI / 180;
        return new((float)(length * Math.Cos(angle) + shiftX), (float)(length * Math.Sin(angle) + shiftY));
    }

    private static double SquaredError(FacePoint[] points, FacePoint[] targets, double a, double b, double x, double y) =>
        points.Zip(targets, (point, target) =>
        {
            var (u, v) = (a * point.X - b * point.Y + x - target.X, b * point.X + a * point.Y + y - target.Y);
            return u * u + v * v;
        }).Sum();

    private static void AssertNear(FacePoint expected, FacePoint actual, double tolerance)
    {
        Assert.Equal(expected.X, actual.X, tolerance);
        Assert.Equal(expected.Y, actual.Y, tolerance);
    }
}
