namespace CelebFunctions.Vision.Faces;

/// <summary>
/// Rotation, uniform scale and shift: <c>x' = a·x − b·y + shiftX</c>, <c>y' = b·x + a·y + shiftY</c>.
/// </summary>
internal readonly record struct SimilarityTransform(float A, float B, float ShiftX, float ShiftY)
{
    /// <summary>How much longer a distance becomes.</summary>
    public float Scale => MathF.Sqrt(A * A + B * B);

    public FacePoint Apply(FacePoint point) =>
        new(A * point.X - B * point.Y + ShiftX, B * point.X + A * point.Y + ShiftY);

    public SimilarityTransform Inverse()
    {
        var square = A * A + B * B;
        var a = A / square;
        var b = -B / square;
        return new(a, b, -(a * ShiftX - b * ShiftY), -(b * ShiftX + a * ShiftY));
    }

    /// <summary>
    /// The transform that brings the points nearest to the targets in the least-squares sense (Umeyama 1991).
    /// In the plane and without reflection its singular value decomposition has this closed form.
    /// </summary>
    /// <returns>Null where all points lie in one place: no scale fits.</returns>
    public static SimilarityTransform? Estimate(ReadOnlySpan<FacePoint> points, ReadOnlySpan<FacePoint> targets)
    {
        var from = Mean(points);
        var to = Mean(targets);
        double along = 0, across = 0, spread = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var (x, y) = (points[i].X - from.X, points[i].Y - from.Y);
            var (u, v) = (targets[i].X - to.X, targets[i].Y - to.Y);
            along += x * u + y * v;
            across += x * v - y * u;
            spread += x * x + y * y;
        }
        var (a, b) = (along / spread, across / spread);
        if (!double.IsFinite(a) || !double.IsFinite(b) || (a == 0 && b == 0))
            return null;
        return new((float)a, (float)b, (float)(to.X - (a * from.X - b * from.Y)), (float)(to.Y - (b * from.X + a * from.Y)));
    }

    private static (double X, double Y) Mean(ReadOnlySpan<FacePoint> points)
    {
        double x = 0, y = 0;
        foreach (var point in points)
        {
            x += point.X;
            y += point.Y;
        }
        return (x / points.Length, y / points.Length);
    }
}
