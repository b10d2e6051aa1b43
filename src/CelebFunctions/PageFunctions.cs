using CelebFunctions.Page;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions;

/// <summary>The page at <c>/</c> and the files that it loads; open to everybody, since the page asks for the key itself.</summary>
public static class PageFunctions
{
    // Nothing from elsewhere, no inline script or style, no form, no frame; blob: is the visitor's own photo.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The page. The route is the empty path: a constraint is the only way to spell it that the host takes.</summary>
    [Function("Page")]
    public static IResult Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
        Send(request, PageFileSet.Index);

    /// <summary>One of its files; 404 for every other name.</summary>
    [Function("PageFiles")]
    public static IResult Files(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "page/{*path}")] HttpRequest request, string? path) =>
        PageFileSet.Find(path ?? "") is { } file ? Send(request, file) : Results.NotFound();

    private static IResult Send(HttpRequest request, PageFile file)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Asked for anew each time and mostly answered with 304, so that the parts of the page never differ in age.
        headers.CacheControl = "no-cache";
        return Results.Bytes(file.Bytes, file.ContentType, entityTag: EntityTagHeaderValue.Parse(file.ETag));
    }
}
