using CelebFunctions.LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Http;

/// <summary>What the real host answers under <c>/admin</c>, as far as anybody asks for it.</summary>
internal sealed class AdminEndpoints(FunctionCatalog catalog, KeyGate gate)
{
    /// <summary>Where a function is looked at, or run.</summary>
    private static readonly PathString Functions = "/admin/functions";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Equals("/admin/host/ping", StringComparison.OrdinalIgnoreCase))
            return;
        if (!gate.Opens(request, AuthorizationLevel.Admin))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            await Answer(request).ExecuteAsync(context);
    }

    private IResult Answer(HttpRequest request)
    {
        var read = HttpMethods.IsGet(request.Method);
        if (read && request.Path.Equals("/admin/host/status", StringComparison.OrdinalIgnoreCase))
            return Results.Json(new { state = "Running" });
        if (read && request.Path.Equals(Functions, StringComparison.OrdinalIgnoreCase))
            return Results.Json(List(request));
        if (HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(Functions, out var name) && Run(name))
            return Results.StatusCode(StatusCodes.Status202Accepted);
        return Results.StatusCode(StatusCodes.Status404NotFound);
    }

    private IEnumerable<object> List(HttpRequest request) =>
    [
        .. catalog.Http.Select(f => new { name = f.Name, invoke_url_template = $"{request.Scheme}://{request.Host}/{f.Route}" }),
        .. catalog.Timers.Select(f => new { name = f.Name, schedule = f.Schedule.Text }),
        .. catalog.Queues.Select(f => new { name = f.Name, queue = f.Queue }),
    ];

    private bool Run(PathString name) =>
        catalog.Timers.FirstOrDefault(f => name.Equals($"/{f.Name}", StringComparison.OrdinalIgnoreCase)) is { } timer
        && timer.Asked.Writer.TryWrite(timer.Name);
}
