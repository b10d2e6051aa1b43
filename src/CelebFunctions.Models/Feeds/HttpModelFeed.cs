namespace CelebFunctions.Models.Feeds;

/// <summary>A feed at a web address: any server that hands out the files of a folder. The function app has routes of its own: <see cref="AppModelFeed"/>.</summary>
/// <param name="client">Whatever the server asks for, such as a function key, is among its default headers.</param>
/// <param name="address">What paths are added to; ends with a slash.</param>
public sealed class HttpModelFeed(HttpClient client, Uri address) : IModelFeed
{
    public Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken) =>
        WebFile.OpenAsync(client, new(address, path), offset, cancellationToken);
}
