using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Updates;

/// <summary>Looks at a feed and brings what is new onto this machine, if it verifies. One look at a time.</summary>
public sealed class ModelUpdater(IModelFeed feed, ModelStore store, TrustedRoot root, ModelUpdaterOptions options, TimeProvider time)
{
    /// <summary>The last set that was verified, read from the store without the feed and verified again; null where there is none that does.</summary>
    public Task<LocalSet?> LastAsync(CancellationToken cancellationToken) => throw new NotImplementedException($"{feed}{store}{root}{options}{time}");

    /// <summary>Looks once. Never throws for what the feed does: the outcome says it.</summary>
    public Task<UpdateOutcome> CheckAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
