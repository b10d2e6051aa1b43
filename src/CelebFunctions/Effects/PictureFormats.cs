using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Effects;

/// <summary>In which format a picture goes back.</summary>
internal static class PictureFormats
{
    /// <summary>Those that are written, the one that callers know best first.</summary>
    public static IReadOnlyList<PhotoFormat> Written { get; } = [PhotoFormat.Jpeg, PhotoFormat.Png, PhotoFormat.WebP, PhotoFormat.Avif];

    /// <summary>The format of the photo that was sent, or JPEG where that one is not written.</summary>
    public static PhotoFormat Like(PhotoFormat sent) => Written.Contains(sent) ? sent : PhotoFormat.Jpeg;

    /// <summary>The format that a caller likes best: as sent, unless <c>Accept</c> ranks another one that is written above it.</summary>
    public static PhotoFormat Choose(StringValues accept, PhotoFormat sent)
    {
        var asSent = Like(sent);
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
            return asSent;
        // As sent comes first, and the order of equals is kept. Who accepts none of them gets it too.
        return Written.OrderByDescending(format => format == asSent).MaxBy(format => QualityOf(TypeOf(format), ranges));
    }

    public static string TypeOf(PhotoFormat format) => $"image/{NameOf(format)}";

    public static string ExtensionOf(PhotoFormat format) => format == PhotoFormat.Jpeg ? ".jpg" : $".{NameOf(format)}";

    private static string NameOf(PhotoFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>RFC 9110, 12.5.1: the most specific range decides.</summary>
    private static double QualityOf(string type, IList<MediaTypeHeaderValue> ranges) =>
        ranges.Where(range => new MediaTypeHeaderValue(type).IsSubsetOf(range))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .FirstOrDefault() is { } range ? range.Quality ?? 1 : 0;
}
