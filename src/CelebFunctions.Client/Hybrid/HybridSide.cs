namespace CelebFunctions.Client.Hybrid;

/// <summary>The device or the cloud, and what was seen of it.</summary>
internal sealed class HybridSide(string name, IMatcher matcher, HybridMatcherOptions options, TimeProvider time)
{
    // How much of the mean the last match is: about three matches tell a changed network.
    private const double Weight = 0.3;

    private readonly Lock _gate = new();
    private (double Milliseconds, long At)? _mean;
    private long? _failedAt;

    public string Name => name;

    public IMatcher Matcher => matcher;

    /// <summary>Milliseconds that a caller waits; null where it was not measured lately.</summary>
    public double? Latency
    {
        get
        {
            lock (_gate)
                return _mean is { } mean && time.GetElapsedTime(mean.At) < options.Stale ? mean.Milliseconds : null;
        }
    }

    /// <summary>Whether it failed just now.</summary>
    public bool Rests
    {
        get
        {
            lock (_gate)
                return _failedAt is { } at && time.GetElapsedTime(at) < options.Rest;
        }
    }

    public void Answered(TimeSpan elapsed)
    {
        var known = Latency;
        lock (_gate)
        {
            _failedAt = null;
            var now = elapsed.TotalMilliseconds;
            _mean = (known is { } mean ? mean + Weight * (now - mean) : now, time.GetTimestamp());
        }
    }

    public void Failed()
    {
        lock (_gate)
            _failedAt = time.GetTimestamp();
    }
}
