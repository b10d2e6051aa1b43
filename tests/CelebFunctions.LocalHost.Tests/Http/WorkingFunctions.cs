using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Http;

/// <summary>Functions that fail, wait, stream and read, as the test's <see cref="Signals"/> tell them.</summary>
public sealed class WorkingFunctions(Signals signals)
{
    [Function("Throw")]
    public IResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["x-half"] = "done";
        throw new InvalidOperationException("as the test wants it");
    }

    [Function("ThrowLater")]
    public async Task<IResult> ThrowLater([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw/later")] HttpRequest request)
    {
        await Task.Yield();
        throw new InvalidOperationException("as the test wants it");
    }

    [Function("Wait")]
    public async Task<IResult> Wait([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait")] HttpRequest request, CancellationToken cancellation)
    {
        signals.Began();
        try
        {
            await signals.Release.Task.WaitAsync(cancellation);
            return Results.Text("released");
        }
        catch (OperationCanceledException)
        {
            signals.Cancelled.TrySetResult();
            throw;
        }
    }

    [Function("Lines")]
    public IResult Lines([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "lines")] HttpRequest request) =>
        Results.Stream(async body =>
        {
            await body.WriteAsync("first\n"u8.ToArray());
            await body.FlushAsync();
            await signals.Release.Task;
            await body.WriteAsync("second\n"u8.ToArray());
        });

    [Function("File")]
    public IResult File([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "file")] HttpRequest request) =>
        Results.Bytes("0123456789"u8.ToArray(), "text/plain", enableRangeProcessing: true, entityTag: new("\"v1\""));

    [Function("Count")]
    public async Task<IResult> Count([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "count")] HttpRequest request)
    {
        using var counted = new MemoryStream();
        await request.Body.CopyToAsync(counted);
        return Results.Text($"{counted.Length}");
    }
}
