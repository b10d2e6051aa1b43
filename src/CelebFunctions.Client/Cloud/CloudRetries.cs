using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace CelebFunctions.Client.Cloud;

/// <summary>What is worth another try, and when.</summary>
internal static class CloudRetries
{
    public static ResiliencePipeline<HttpResponseMessage> Create(CloudMatcherOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstWait,
                MaxDelay = options.LongestWait,
                ShouldHandle = tried => new(IsWorthIt(tried.Outcome, options, time)),
                DelayGenerator = tried => new(Wait(tried.Outcome.Result, options, time)),
            });
        }
        return builder.AddTimeout(options.TryTime).Build();
    }

    /// <summary>Whether the network failed, not somebody's code.</summary>
    public static bool IsAccident(Exception exception) => exception is HttpRequestException or TimeoutRejectedException or IOException
        // What a client's own timeout ends with.
        || exception is OperationCanceledException { InnerException: TimeoutException };

    /// <summary>What the server asks for, by seconds or by a date.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } seconds } => seconds,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsWorthIt(Outcome<HttpResponseMessage> outcome, CloudMatcherOptions options, TimeProvider time) =>
        outcome.Result is { } response
            ? response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
                or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
                && !(RetryAfterOf(response, time) > options.LongestWait)
            : outcome.Exception is { } exception && IsAccident(exception);

    /// <summary>At least as long as the server asks; who was told the same second comes back spread.</summary>
    private static TimeSpan? Wait(HttpResponseMessage? response, CloudMatcherOptions options, TimeProvider time) =>
        response is not null && RetryAfterOf(response, time) is { } asked ? asked + options.FirstWait * Random.Shared.NextDouble() : null;
}
