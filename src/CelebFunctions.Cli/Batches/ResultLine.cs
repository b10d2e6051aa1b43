using CelebFunctions.Batches.Results;
using CelebFunctions.Matching;

namespace CelebFunctions.Cli.Batches;

/// <summary>What is read again of a photo's line: it has more.</summary>
/// <param name="Photo">Its name in the folder.</param>
/// <param name="Status"><c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Result">The answer of a match.</param>
/// <param name="Picture">Where in storage an effect's picture is.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record ResultLine(string Photo, string Status, MatchAnswer? Result, string? Picture, JobError? Error);
