using CelebFunctions.Models.Updates;

namespace CelebFunctions.Serving;

/// <summary>How it stands with the feed.</summary>
/// <param name="State">How the last look ended.</param>
/// <param name="Set">The number of the set that the feed was last seen with; null where there was none.</param>
/// <param name="Reason">Why the feed's set is not served as it is, or no newer one is taken; null where all is well.</param>
/// <param name="Since">Since when it stands so.</param>
/// <param name="Veto">Why the set's canary is not served; null where it is, or there is none.</param>
internal sealed record FeedState(UpdateState State, long? Set, string? Reason, DateTimeOffset Since, ModelVeto? Veto)
{
    /// <summary>Whether another look brought nothing to be told.</summary>
    public bool IsAs(FeedState? other) => other is not null && this with { Since = other.Since } == other;
}
