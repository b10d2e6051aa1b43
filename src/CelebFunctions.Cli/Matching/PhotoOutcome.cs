using CelebFunctions.Matching;

namespace CelebFunctions.Cli.Matching;

/// <summary>What became of one photo: an answer, or the reason why there is none.</summary>
public sealed record PhotoOutcome(string Photo, MatchAnswer? Answer, string? Failure);
