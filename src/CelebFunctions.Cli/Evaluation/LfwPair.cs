namespace CelebFunctions.Cli.Evaluation;

/// <summary>Two photos of LFW, by <c>Person/Person_0001.jpg</c>.</summary>
public sealed record LfwPair(string First, string Second, bool Same, int Fold);
