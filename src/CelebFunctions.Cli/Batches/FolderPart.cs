namespace CelebFunctions.Cli.Batches;

/// <summary>The photos of one batch among those of the folder.</summary>
/// <param name="Number">Of the part, from 0.</param>
/// <param name="First">Index of its first photo in the folder.</param>
/// <param name="Count">How many.</param>
internal sealed record FolderPart(int Number, int First, int Count)
{
    /// <summary>Index behind its last photo.</summary>
    public int End => First + Count;
}
