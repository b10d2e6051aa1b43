namespace CelebFunctions.Cli.Galleries;

/// <summary>Something that may be wrong with a gallery's photos.</summary>
/// <param name="Kind">What.</param>
/// <param name="What">Names the photos and people, and says why.</param>
/// <param name="Sureness">Orders findings of one kind.</param>
internal sealed record Finding(FindingKind Kind, string What, float Sureness);
