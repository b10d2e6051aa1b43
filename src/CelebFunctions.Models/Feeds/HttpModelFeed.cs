using System.Net;
using System.Net.Http.Headers;

namespace CelebFunctions.Models.Feeds;

/// <summary>A feed at a web address: the function app's, or any server that hands out the files of a folder.</summary>
/// <param name="client">Whatever the server asks for, such as a function key, is among its default headers.</param>
/// <param name="address">What paths are added to; ends with a slash.</param>
public sealed class HttpModelFeed(HttpClient client, Uri address) : IModelFeed
{
    public async Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
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
                    return await OpenAsync(path, 0, cancellationToken).ConfigureAwait(false);
                case HttpStatusCode.OK or HttpStatusCode.PartialContent:
                    var range = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange : null;
                    var start = range?.From ?? 0;
                    var length = range is null ? response.Content.Headers.ContentLength : range.Length;
                    return new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), start, length);
                default:
                    throw new FeedException($"{request.RequestUri} answers {(int)response.StatusCode}.");
            }
        }
        catch (HttpRequestException exception)
        {
            response?.Dispose();
            throw new FeedException($"{request.RequestUri}: {exception.Message}", exception);
        }
    }
}
