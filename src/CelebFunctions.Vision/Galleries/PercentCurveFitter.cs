namespace CelebFunctions.Vision.Galleries;

/// <summary>Finds the curve's anchors among measured similarities.</summary>
public static class PercentCurveFitter
{
    /// <summary>Pairs of each kind without which no curve is fitted.</summary>
    public const int FewestPairs = 20;

    /// <param name="strangers">Similarities of faces of different people.</param>
    /// <param name="samePerson">Similarities of different photos of one person.</param>
    /// <returns>Null where there are too few of either to tell.</returns>
    public static PercentCurve? Fit(IReadOnlyCollection<float> strangers, IReadOnlyCollection<float> samePerson)
    {
        ArgumentNullException.ThrowIfNull(strangers);
        ArgumentNullException.ThrowIfNull(samePerson);
        if (strangers.Count < FewestPairs || samePerson.Count < FewestPairs)
            return null;
        var apart = strangers.Order().ToArray();
        var same = samePerson.Order().ToArray();
        var stranger = Quantile(apart, 0.5);
        var rare = MathF.Max(Quantile(apart, 0.999), stranger + Least);
        // A weak region can be less alike within a person than its rarest strangers are. The curve still rises, and not so
        // steeply that a hair's breadth of similarity makes 50 percent 90.
        return new(stranger, rare, MathF.Max(Quantile(same, 0.5), rare + (1 - rare) / 10));
    }

    private const float Least = 0.001f;

    /// <summary>Linear between neighbours, as NumPy's default is.</summary>
    private static float Quantile(float[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return (float)(sorted[below] + (at - below) * (sorted[above] - sorted[below]));
    }
}
