namespace CelebFunctions.Testing;

/// <summary>Finds what lies in the repository, wherever the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Models => Path.Combine(Root, "src", "models");

    /// <summary>The folder of a model's one version.</summary>
    public static string Model(string name) => Directory.GetDirectories(Path.Combine(Models, name)).Single();

    /// <summary>That version as <c>name@version</c>.</summary>
    public static string ModelId(string name) => $"{name}@{Path.GetFileName(Model(name))}";

    /// <summary>The path of a picture of <c>docs/pictures</c>: faces there are averages of many, so nobody's.</summary>
    public static string Picture(string name) => Path.Combine(Root, "docs", "pictures", name);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CelebFunctions.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return folder;
    }
}
