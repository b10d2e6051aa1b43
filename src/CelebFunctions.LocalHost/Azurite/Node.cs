namespace CelebFunctions.LocalHost.Azurite;

/// <summary>Node.js on this machine.</summary>
/// <param name="Program">The path of <c>node</c>.</param>
/// <param name="Npm">The path of <c>npm</c>.</param>
internal sealed record Node(string Program, string Npm)
{
    /// <summary>Looks for it.</summary>
    /// <param name="path">Folders, as the variable PATH lists them.</param>
    /// <returns>Null where it is not installed, or npm is not.</returns>
    public static Node? Find(string? path)
    {
        var windows = OperatingSystem.IsWindows();
        return First(windows ? "node.exe" : "node") is { } node && First(windows ? "npm.cmd" : "npm") is { } npm ? new(node, npm) : null;

        string? First(string file) => (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
