using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Page;

/// <summary>How files that browsers show are sent.</summary>
internal static class PageAnswer
{
    // Nothing from elsewhere, no inline script or style, no form, no frame; blob: is the visitor's own photo. WebAssembly may be
    // compiled, which matching on the visitor's own device takes; text still is no script.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private const string Gzip = "gzip";

    public static IResult Of(HttpRequest request, PageFile file)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // offline.js stands in for the server for the page at the root too.
        headers["Service-Worker-Allowed"] = "/";
        // Asked for anew each time and mostly answered with 304, so that the parts of the page never differ in age.
        headers.CacheControl = "no-cache";
        var etag = EntityTagHeaderValue.Parse(file.ETag);
        if (!file.IsPacked)
            return Results.Bytes(file.Bytes, file.ContentType, entityTag: etag);
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!TakesGzip(request))
            return Results.Stream(new GZipStream(new MemoryStream(file.Bytes), CompressionMode.Decompress), file.ContentType);
        headers.ContentEncoding = Gzip;
        return Results.Bytes(file.Bytes, file.ContentType, entityTag: etag);
    }

    private static bool TakesGzip(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var codings)
        && codings.Any(coding => coding.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
}
