namespace CelebFunctions.Models.Updates;

/// <summary>A server's word that a set's canary is worse: what <c>vetoes/{set}.json</c> says.</summary>
/// <param name="Set">The number of the set.</param>
/// <param name="Reason">In one sentence, with the figures.</param>
/// <param name="At">When.</param>
public sealed record ModelVeto(long Set, string Reason, DateTimeOffset At);
