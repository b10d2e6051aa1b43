using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Page;

/// <summary>How files that browsers show are sent.</summary>
internal static class PageAnswer
{
    // Nothing from elsewhere, no inline script or style, no form, no frame; blob: is the visitor's own photo.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static IResult Of(HttpRequest request, PageFile file)
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
