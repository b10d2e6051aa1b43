namespace CelebFunctions.Cli.Plans;

/// <summary>Where one way gets cheaper than another.</summary>
/// <param name="Cheaper">From there on.</param>
/// <param name="Than">Up to there.</param>
/// <param name="RequestsPerMonth">The fewest photos a month.</param>
public sealed record BreakEven(string Cheaper, string Than, double RequestsPerMonth);
