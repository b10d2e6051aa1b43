namespace CelebFunctions.Cli.Galleries;

/// <summary>How alike two were found.</summary>
/// <param name="Score">A similarity, or a score against a person.</param>
/// <param name="First">Whose photo it was.</param>
/// <param name="Second">Whom, or whose photo, it was compared with.</param>
internal readonly record struct Likeness(float Score, int First, int Second);
