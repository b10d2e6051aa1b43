namespace CelebFunctions.Models.Signing;

/// <summary>What is tried on a share of the photos.</summary>
/// <param name="Set">What serves them.</param>
/// <param name="Percent">The share, 1 to 100.</param>
public sealed record SetCanary(SetParts Set, int Percent);
