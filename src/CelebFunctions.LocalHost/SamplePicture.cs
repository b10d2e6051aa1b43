namespace CelebFunctions.LocalHost;

/// <summary>A picture of the repository to try the functions with.</summary>
internal static class SamplePicture
{
    private static readonly string Folder = Path.Combine("docs", "pictures");

    /// <summary>Finds the first picture by name, in the repository that the program was built in.</summary>
    /// <param name="program">The program's folder.</param>
    /// <param name="current">The user's folder.</param>
    /// <returns>Path relative to the user's folder where it lies below it, else the whole path; null without a repository.</returns>
    public static string? Find(string program, string current)
    {
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            var pictures = new DirectoryInfo(Path.Combine(folder.FullName, Folder));
            if (!pictures.Exists)
                continue;
            var picture = pictures.EnumerateFiles().Where(f => f.Extension is ".jpg" or ".png").MinBy(f => f.Name, StringComparer.Ordinal);
            if (picture is null)
                return null;
            var relative = Path.GetRelativePath(current, picture.FullName);
            return relative.StartsWith("..", StringComparison.Ordinal) ? picture.FullName : relative;
        }
        return null;
    }
}
