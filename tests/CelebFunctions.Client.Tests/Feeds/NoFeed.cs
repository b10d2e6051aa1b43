using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Client.Tests.Feeds;

/// <summary>A device without a network.</summary>
internal sealed class NoFeed : IModelFeed
{
    public Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken) => throw new FeedException("There is no network.");
}
