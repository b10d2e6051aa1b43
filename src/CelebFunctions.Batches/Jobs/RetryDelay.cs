namespace CelebFunctions.Batches.Jobs;

/// <summary>How long a job waits that failed by accident: longer each time, and never quite the same.</summary>
/// <param name="first">About how long after the first try.</param>
/// <param name="random">Keeps jobs apart that failed together.</param>
public sealed class RetryDelay(TimeSpan first, Random random)
{
    /// <summary>With its growth makes 2, 8, 32 and 128 s: together longer than storage or a worker takes to come back.</summary>
    public static readonly TimeSpan UsualFirst = TimeSpan.FromSeconds(2);

    private const double Growth = 4;

    // As the Functions host jitters its own waits.
    private const double Least = 0.8, Most = 1.2;

    /// <summary>The wait after a try.</summary>
    /// <param name="attempt">1 for the first.</param>
    public TimeSpan After(int attempt) =>
        first * Math.Pow(Growth, attempt - 1) * (Least + (Most - Least) * random.NextDouble());
}
