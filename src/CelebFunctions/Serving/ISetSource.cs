using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Serving;

/// <summary>Where sets come from. One call at a time.</summary>
public interface ISetSource
{
    /// <summary>Whether there is a feed at all; without one what is built in serves, and nothing else here may be called.</summary>
    bool IsOn { get; }

    /// <summary>The feed, open for reading, for vetoes and for the counts behind them.</summary>
    IModelRegistry Registry { get; }

    /// <summary>Whose word counts there.</summary>
    TrustedRoot Root { get; }

    /// <summary>The last set that was verified on this machine; null where there is none.</summary>
    Task<LocalSet?> LastAsync(CancellationToken cancellationToken);

    /// <summary>Looks whether there is another. What the feed does wrong is told, not thrown.</summary>
    Task<UpdateOutcome> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Deletes what this set does not need.</summary>
    void Prune(LocalSet keep);
}
