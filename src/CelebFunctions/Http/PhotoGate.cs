using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Http;

/// <summary>
/// Limits the photos that are worked on at once, and with them memory: a decoded photo takes megabytes, a call that
/// waits takes only the bytes that were sent.
/// </summary>
public sealed class PhotoGate(IOptions<PhotoLimits> limits, TimeProvider time) : IDisposable
{
    private const int RetryAfterSeconds = 2;

    private readonly ConcurrencyLimiter _limiter = new(new()
    {
        PermitLimit = limits.Value.AtOnce > 0 ? limits.Value.AtOnce : Environment.ProcessorCount,
        QueueLimit = limits.Value.MaxWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a turn; dispose of it when the photo is done.</summary>
    /// <exception cref="ProblemException"><c>busy</c>: too many wait already, or the turn did not come in time.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(limits.Value.MaxWaitSeconds), time);
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

    public void Dispose() => _limiter.Dispose();
}
