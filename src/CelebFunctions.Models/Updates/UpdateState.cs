namespace CelebFunctions.Models.Updates;

/// <summary>How a look at the feed ended.</summary>
public enum UpdateState
{
    /// <summary>The set is the one that was known before.</summary>
    Unchanged,

    /// <summary>There is another set: verified, all of it lies here.</summary>
    Updated,

    /// <summary>The feed has no set: nothing was published yet.</summary>
    Empty,

    /// <summary>The feed did not answer, or not to the end; the next look goes on where this one stopped.</summary>
    Unreachable,

    /// <summary>What the feed gave does not verify.</summary>
    Refused,

    /// <summary>What the feed gave has run out: someone keeps newer sets from us, or the publisher forgot to refresh.</summary>
    Stale,
}
