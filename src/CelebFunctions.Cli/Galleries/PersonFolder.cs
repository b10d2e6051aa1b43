namespace CelebFunctions.Cli.Galleries;

/// <summary>Somebody and their photos on disk.</summary>
/// <param name="Id">As in the gallery.</param>
/// <param name="Name">As it is spoken.</param>
/// <param name="Photos">Paths, by name.</param>
/// <param name="Part">Which of the folders given they came from, from 0.</param>
internal sealed record PersonFolder(string Id, string Name, IReadOnlyList<string> Photos, int Part);
