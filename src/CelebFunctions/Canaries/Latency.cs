namespace CelebFunctions.Canaries;

/// <summary>Times as steps of ten percent, so that histograms of several instances add up and a step is a ratio.</summary>
internal static class Latency
{
    /// <summary>From a tenth of a millisecond to six minutes.</summary>
    public const int Steps = 160;

    private const double Shortest = 0.1;

    private static readonly double Ratio = Math.Log(1.1);

    public static int StepOf(TimeSpan time) =>
        (int)Math.Clamp(Math.Log(Math.Max(time.TotalMilliseconds, Shortest) / Shortest) / Ratio, 0, Steps - 1);

    /// <summary>Milliseconds in the middle of the step in which the median lies.</summary>
    public static double Median(IReadOnlyList<long> counts)
    {
        var half = counts.Sum() / 2;
        var step = 0;
        for (; step < counts.Count - 1 && half >= counts[step]; step++)
            half -= counts[step];
        return Shortest * Math.Exp(Ratio * (step + 0.5));
    }
}
