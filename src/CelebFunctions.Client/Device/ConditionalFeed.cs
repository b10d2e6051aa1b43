using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Client.Device;

/// <summary>A feed that gives nothing while the app's conditions do not hold; what came before stays for the next time.</summary>
internal sealed class ConditionalFeed(IModelFeed feed, Func<CancellationToken, ValueTask<bool>> mayDownload) : IModelFeed
{
    public async Task<FeedFile?> OpenAsync(string path, long offset, CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return await feed.OpenAsync(path, offset, cancellationToken).ConfigureAwait(false);
    }

    public async Task<FeedFile?> OpenDeltaAsync(string from, VersionId id, ModelFile file, CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return await feed.OpenDeltaAsync(from, id, file, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        if (!await mayDownload(cancellationToken).ConfigureAwait(false))
            throw new FeedException("The conditions for a download do not hold now.");
    }
}
