using CelebFunctions.LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost.Http;

/// <summary>Answers every request that is not for the host itself: finds the function, asks for its key, calls it.</summary>
internal sealed partial class FunctionEndpoint(
    FunctionCatalog catalog, KeyGate gate, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<FunctionEndpoint> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // A wrong verb is no 405: to the real host the route does not exist then.
        if (catalog.Find(context, context.Request.Method, context.Request.Path, out var values) is not { } function)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (!gate.Opens(context.Request, function.Level))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        context.Request.RouteValues = values;
        await CallAsync(function, context);
    }

    private async Task CallAsync(HttpFunction function, HttpContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var start = time.GetTimestamp();
        try
        {
            if (await function.Invoker.InvokeAsync(new(context, ends.Token)) is { } result)
                await result.ExecuteAsync(context);
            LogAnswer(function.Name, context.Request.Method, context.Request.Path, context.Response.StatusCode, time.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogHangUp(function.Name);
        }
        catch (Exception error)
        {
            // The edge: whatever a function throws is a 500 without a body.
            LogFailure(error, function.Name);
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Function}: {Method} {Path} {Status} in {Milliseconds:0.0} ms")]
    private partial void LogAnswer(string function, string method, string path, int status, double milliseconds);

    [LoggerMessage(2, LogLevel.Information, "{Function}: the caller hung up")]
    private partial void LogHangUp(string function);

    [LoggerMessage(3, LogLevel.Error, "{Function} failed; the caller gets 500")]
    private partial void LogFailure(Exception error, string function);
}
