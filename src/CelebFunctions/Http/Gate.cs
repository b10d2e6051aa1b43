using System.Threading.RateLimiting;

namespace CelebFunctions.Http;

/// <summary>Lets so many photos be worked on at once, in the order in which they came.</summary>
/// <param name="atOnce">How many; 0 stands for one a core.</param>
/// <param name="maxWaiting">Calls that may wait for their turn.</param>
/// <param name="maxWaitSeconds">How long.</param>
/// <param name="time">The clock.</param>
public abstract class Gate(int atOnce, int maxWaiting, int maxWaitSeconds, TimeProvider time) : IDisposable
{
    private const int RetryAfterSeconds = 2;

    private readonly ConcurrencyLimiter _limiter = new(new()
    {
        PermitLimit = atOnce > 0 ? atOnce : Environment.ProcessorCount,
        QueueLimit = maxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a turn; dispose of it when the photo is done.</summary>
    /// <exception cref="ProblemException"><c>busy</c>: too many wait already, or the turn did not come in time.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(maxWaitSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var lease = await _limiter.AcquireAsync(1, either.Token);
            if (lease.IsAcquired)
                return lease;
            lease.Dispose();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
        throw new ProblemException(ProblemCode.Busy, $"Too many photos are being worked on. Try again in {RetryAfterSeconds} seconds.")
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };
    }

    public void Dispose()
    {
        _limiter.Dispose();
        GC.SuppressFinalize(this);
    }
}
