using System.Threading.RateLimiting;

namespace CelebFunctions.Clients;

/// <summary>
/// Limits each client's calls a minute on this instance: a bucket that holds a minute's calls and fills steadily. With
/// several instances a client gets as much on each.
/// </summary>
public sealed class ClientRate : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<(string Client, int PerMinute)> _limiter =
        PartitionedRateLimiter.Create<(string Client, int PerMinute), (string, int)>(call => RateLimitPartition.GetTokenBucketLimiter(
            call,
            its => new()
            {
                TokenLimit = call.PerMinute,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = Minute / call.PerMinute,
                QueueLimit = 0,
            }));

    /// <summary>Counts a call.</summary>
    /// <returns>Null where it may go on; else when to try again.</returns>
    internal TimeSpan? Refuses(string client, int perMinute)
    {
        using var lease = _limiter.AttemptAcquire((client, perMinute));
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Minute / perMinute;
    }

    /// <summary>Calls that would be let in now, and when it will be all again.</summary>
    internal (long Left, TimeSpan Full) Look(string client, int perMinute)
    {
        var left = _limiter.GetStatistics((client, perMinute))?.CurrentAvailablePermits ?? perMinute;
        return (left, Minute * (perMinute - left) / perMinute);
    }

    public void Dispose() => _limiter.Dispose();
}
