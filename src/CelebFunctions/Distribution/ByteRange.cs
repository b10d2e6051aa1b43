using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Distribution;

/// <summary>Which bytes of a file are asked for: RFC 9110, sections 13.1.5 and 14.</summary>
/// <param name="Start">The first.</param>
/// <param name="Length">How many.</param>
/// <param name="IsPart">Whether they were asked for, and not all.</param>
internal readonly record struct ByteRange(long Start, long Length, bool IsPart)
{
    /// <summary>What a request asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="size">Bytes of the file.</param>
    /// <param name="etag">Of the file.</param>
    /// <returns>Null where it asks for bytes that the file has not.</returns>
    public static ByteRange? Of(HttpRequest request, long size, EntityTagHeaderValue etag)
    {
        var all = new ByteRange(0, size, IsPart: false);
        // Several at once, another unit or nonsense may be ignored, and are.
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var header) || header.Unit != "bytes" || header.Ranges.Count != 1 || !IfRangeHolds(request, etag))
            return all;
        var range = header.Ranges.Single();
        if (range.From is not { } from)
            return range.To is > 0 and var last && size > 0 ? new(Math.Max(size - last, 0), Math.Min(last, size), IsPart: true) : null;
        var to = Math.Min(range.To ?? size - 1, size - 1);
        return from < size ? new(from, to - from + 1, IsPart: true) : null;
    }

    // A date says nothing about files that have none.
    private static bool IfRangeHolds(HttpRequest request, EntityTagHeaderValue etag) =>
        request.Headers.IfRange.Count == 0
        || (EntityTagHeaderValue.TryParse(request.Headers.IfRange.ToString(), out var asked) && asked.Compare(etag, useStrongComparison: true));
}
