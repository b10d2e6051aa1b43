using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Serving;

/// <summary>The sets of a feed, kept in a folder of this machine.</summary>
internal sealed class FeedSetSource(IModelRegistry registry, TrustedRoot root, ModelStore store, ModelUpdaterOptions options, TimeProvider time) : ISetSource
{
    private readonly ModelUpdater _updater = new(registry, store, root, options, time);

    public bool IsOn => true;

    public IModelRegistry Registry => registry;

    public TrustedRoot Root => root;

    public Task<LocalSet?> LastAsync(CancellationToken cancellationToken) => _updater.LastAsync(cancellationToken);

    public Task<UpdateOutcome> CheckAsync(CancellationToken cancellationToken) => _updater.CheckAsync(cancellationToken);

    public void Prune(LocalSet keep) => store.Prune([keep]);
}
