namespace CelebFunctions.Models.Feeds;

/// <summary>A file of a feed, opened; whoever opened it disposes of it.</summary>
/// <param name="Content">Its bytes from <paramref name="Offset"/> on; may be cut short, or never end.</param>
/// <param name="Offset">Where the content begins.</param>
/// <param name="Length">Bytes of the whole file as the feed says; null where it does not. A hint, no promise.</param>
public sealed record FeedFile(Stream Content, long Offset, long? Length) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
