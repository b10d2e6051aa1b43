namespace CelebFunctions.Models.Updates;

/// <summary>What is tried on a share of the photos.</summary>
/// <param name="Parts">What serves them.</param>
/// <param name="Percent">The share, 1 to 100.</param>
public sealed record LocalCanary(LocalParts Parts, int Percent);
