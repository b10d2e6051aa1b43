using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.LocalHost.Http;

/// <summary>host.json's <c>maxConcurrentRequests</c> and <c>maxOutstandingRequests</c>.</summary>
internal sealed class RequestLimit : IAsyncDisposable
{
    private readonly ConcurrencyLimiter _limiter;

    public RequestLimit(HostSettings settings)
    {
        var running = Math.Min(settings.MaxConcurrentRequests, settings.MaxOutstandingRequests);
        _limiter = new(new()
        {
            PermitLimit = running,
            QueueLimit = settings.MaxOutstandingRequests - running,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Runs the call when its turn comes, or refuses it as the real host does.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using var turn = await _limiter.AcquireAsync(1, context.RequestAborted);
        if (turn.IsAcquired)
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers["X-FUNCTION-SCALEOUT"] = "1";
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
