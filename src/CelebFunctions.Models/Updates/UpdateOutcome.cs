namespace CelebFunctions.Models.Updates;

/// <summary>What a look at the feed brought.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Set">
/// The set to serve: the feed's where <paramref name="State"/> is Updated or Unchanged, else the last one that was verified, which
/// keeps serving; null where there never was one, and what is built in serves.
/// </param>
/// <param name="Reason">Why it was refused, is stale or out of reach, in one sentence; else null.</param>
/// <param name="Veto">Why the set's canary must not be served; null where it may.</param>
public sealed record UpdateOutcome(UpdateState State, LocalSet? Set, string? Reason = null, ModelVeto? Veto = null);
