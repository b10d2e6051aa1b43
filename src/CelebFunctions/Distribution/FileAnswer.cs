using CelebFunctions.Models.Feeds;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Distribution;

/// <summary>A file of a version, or the part of it that was asked for, from a stream that cannot go back.</summary>
/// <param name="file">Opened where <paramref name="range"/> starts, or before; null where no bytes are sent.</param>
/// <param name="range">What to send.</param>
internal sealed class FileAnswer(FeedFile? file, ByteRange range) : IResult
{
    private const int BufferBytes = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (file is null)
            return;
        await using (file)
        {
            var buffer = new byte[BufferBytes];
            var (skip, left) = (range.Start - file.Offset, range.Length);
            while (left > 0)
            {
                var read = await file.Content.ReadAsync(buffer, httpContext.RequestAborted);
                if (read == 0)
                {
                    // Shorter than it should be: broken off, so that nobody takes it for the whole.
                    httpContext.Abort();
                    return;
                }
                var start = (int)Math.Min(skip, read);
                var count = (int)Math.Min(read - start, left);
                await httpContext.Response.Body.WriteAsync(buffer.AsMemory(start, count), httpContext.RequestAborted);
                (skip, left) = (skip - start, left - count);
            }
        }
    }

    /// <summary>Answers a request for a file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="etag">Of these bytes.</param>
    /// <param name="size">How many there are.</param>
    /// <param name="open">Opens them at an offset; null where they are gone.</param>
    /// <returns>Null where they are gone.</returns>
    public static async Task<IResult?> OfAsync(HttpRequest request, EntityTagHeaderValue etag, long size, Func<long, Task<FeedFile?>> open)
    {
        var response = request.HttpContext.Response;
        var headers = response.GetTypedHeaders();
        headers.ETag = etag;
        response.Headers.AcceptRanges = "bytes";
        if (IsKnown(request, etag))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        if (ByteRange.Of(request, size, etag) is not { } range)
        {
            headers.ContentRange = new(size);
            return Results.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        }
        var isHead = HttpMethods.IsHead(request.Method);
        var file = isHead ? null : await open(range.Start);
        if (file is null && !isHead)
            return null;
        if (range.IsPart)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = new(range.Start, range.Start + range.Length - 1, size);
        }
        response.ContentType = "application/octet-stream";
        response.ContentLength = range.Length;
        return new FileAnswer(file, range);
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue etag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(etag, useStrongComparison: false));
}
