using System.Net;
using System.Net.Http.Headers;

namespace CelebFunctions.Models.Feeds;

/// <summary>Opens what lies at a web address, from a byte on.</summary>
internal static class WebFile
{
    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="FeedException">The server is out of reach, or refuses.</exception>
    public static async Task<FeedFile?> OpenAsync(HttpClient client, Uri address, long offset, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (offset > 0)
            request.Headers.Range = new RangeHeaderValue(offset, null);
        HttpResponseMessage? response = null;
        try
        {
            response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            switch (response.StatusCode)
            {
                case HttpStatusCode.NotFound:
                    response.Dispose();
                    return null;
                case HttpStatusCode.RequestedRangeNotSatisfiable when offset > 0:
                    // The file is shorter than what is here of it: from the start.
                    response.Dispose();
                    return await OpenAsync(client, address, 0, cancellationToken).ConfigureAwait(false);
                case HttpStatusCode.OK or HttpStatusCode.PartialContent:
                    var range = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange : null;
                    var start = range?.From ?? 0;
                    var length = range is null ? response.Content.Headers.ContentLength : range.Length;
                    return new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), start, length);
                default:
                    throw new FeedException($"{address} answers {(int)response.StatusCode}.");
            }
        }
        catch (HttpRequestException exception)
        {
            response?.Dispose();
            throw new FeedException($"{address}: {exception.Message}", exception);
        }
    }
}
