using System.Net;

namespace CelebFunctions.Models.Feeds;

/// <summary>The function app as a feed, by its routes below <c>api/models/</c>: for apps on phones.</summary>
/// <param name="client">Whatever the app asks for, such as a function key, is among its default headers. It must not unpack answers itself.</param>
/// <param name="app">The address of the app, with its last slash.</param>
public sealed class AppModelFeed(HttpClient client, Uri app) : IModelFeed
{
    // RFC 9842: a dictionary that the caller has, by its SHA-256, and what was packed with it.
    private const string Dictionary = "Available-Dictionary", Coding = "dcz";

    public async Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken) => AddressOf(path) is { } address
        ? await WebFile.OpenAsync(client, address, offset, cancellationToken).ConfigureAwait(false)
        : null;

    public async Task<FeedFile?> OpenDeltaAsync(string from, VersionId id, ModelFile file, CancellationToken cancellationToken)
    {
        var address = AddressOf(FeedPaths.File(id, file.Name))!;
        try
        {
            // Asked first: a whole file that was begun and broken off would cost what a delta saves.
            using (var there = await AskAsync(HttpMethod.Head).ConfigureAwait(false))
            {
                if (!IsDelta(there))
                    return null;
            }
            var response = await AskAsync(HttpMethod.Get).ConfigureAwait(false);
            if (IsDelta(response))
                return new(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), 0, response.Content.Headers.ContentLength);
            response.Dispose();
            return null;
        }
        catch (HttpRequestException exception)
        {
            throw new FeedException($"{address}: {exception.Message}", exception);
        }

        async Task<HttpResponseMessage> AskAsync(HttpMethod method)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.AcceptEncoding.Add(new(Coding));
            request.Headers.Add(Dictionary, $":{Convert.ToBase64String(Convert.FromHexString(from))}:");
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }

        static bool IsDelta(HttpResponseMessage response) =>
            response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentEncoding.SequenceEqual([Coding]);
    }

    /// <summary>Null for what the app does not hand out: vetoes, which are for those who try, and past sets.</summary>
    private Uri? AddressOf(string path) => path switch
    {
        FeedPaths.Active or FeedPaths.Keys => new(app, $"api/models/{path}"),
        _ when path.StartsWith(FeedPaths.Models, StringComparison.Ordinal) => new(app, $"api/{path}"),
        _ => null,
    };
}
