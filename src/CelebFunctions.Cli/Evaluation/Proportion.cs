namespace CelebFunctions.Cli.Evaluation;

/// <summary>How sure a share of cases is.</summary>
public static class Proportion
{
    // The normal distribution holds 95 % within this many deviations.
    private const double Deviations = 1.959963985;

    /// <summary>The 95 % interval of Wilson (1927), which also holds where the share is near 0 or 1.</summary>
    public static (double Low, double High) Interval(int hits, int of)
    {
        if (of <= 0)
            return (0, 1);
        var share = (double)hits / of;
        const double square = Deviations * Deviations;
        var centre = share + square / (2.0 * of);
        var spread = Deviations * Math.Sqrt((share * (1 - share) + square / (4.0 * of)) / of);
        return (Math.Max(0, (centre - spread) / (1 + square / of)), Math.Min(1, (centre + spread) / (1 + square / of)));
    }
}
