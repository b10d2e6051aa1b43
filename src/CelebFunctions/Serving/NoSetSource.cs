using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Serving;

/// <summary>No feed: what is built in serves.</summary>
internal sealed class NoSetSource : ISetSource
{
    public bool IsOn => false;

    public IModelRegistry Registry => throw new InvalidOperationException("There is no feed.");

    public TrustedRoot Root => throw new InvalidOperationException("There is no feed.");

    public Task<LocalSet?> LastAsync(CancellationToken cancellationToken) => Task.FromResult<LocalSet?>(null);

    public Task<UpdateOutcome> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(new UpdateOutcome(UpdateState.Empty, null));

    public void Prune(LocalSet keep)
    {
        // There is nothing to delete.
    }
}
