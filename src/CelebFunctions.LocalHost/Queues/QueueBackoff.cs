namespace CelebFunctions.LocalHost.Queues;

/// <summary>How long to wait before the next look at a queue: longer each time that it is empty, as the real host does.</summary>
/// <param name="longest">No wait is longer.</param>
/// <param name="random">Keeps instances apart.</param>
internal sealed class QueueBackoff(TimeSpan longest, Random random)
{
    /// <summary>The host's source: QueuePollingIntervals.Minimum.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    // The host's source: RandomizedExponentialBackoffStrategy.
    private const double Least = 0.8, Most = 1.2;

    private int _empty;

    /// <summary>The queue had messages.</summary>
    public void Reset() => _empty = 0;

    /// <summary>The queue had none, or could not be asked.</summary>
    public TimeSpan Next()
    {
        var n = _empty++;
        if (n == 0)
            return Shortest;
        var wait = Shortest + Shortest * ((Least + (Most - Least) * random.NextDouble()) * Math.Pow(2, Math.Min(n - 1, 30)));
        return wait < longest ? wait : longest;
    }
}
