namespace CelebFunctions.Page;

/// <summary>One file that the page is made of.</summary>
/// <param name="Path">Where it is, seen from the page.</param>
/// <param name="Size">Bytes, as they are sent to a browser.</param>
internal sealed record PageSetupFile(string Path, long Size);
