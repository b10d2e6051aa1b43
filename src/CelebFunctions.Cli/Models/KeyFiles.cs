using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Cli.Models;

/// <summary>Keys on the publisher's disk.</summary>
internal static class KeyFiles
{
    public const string Root = "root.pem", RootPublic = "root.pub.pem", Publishing = "publishing.pem", PublishingPublic = "publishing.pub.pem";

    /// <exception cref="UsageException">There is no such key, or others may read it.</exception>
    public static SigningKey ReadPrivate(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no key '{path}'. 'celeb models keygen' makes keys.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
            throw new UsageException($"Others on this machine may read the key '{path}': chmod 600 it, and ask who did.");
        return Parse(path, SigningKey.Parse);
    }

    /// <exception cref="UsageException">There is no such key.</exception>
    public static TrustedRoot ReadRoot(string path) =>
        File.Exists(path) ? Parse(path, TrustedRoot.Parse) : throw new UsageException($"There is no root key '{path}'.");

    /// <summary>Writes a file that is not there yet, for its owner alone where it is secret.</summary>
    /// <exception cref="UsageException">It is there: no key is ever replaced.</exception>
    public static void Write(string path, string pem, bool secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (File.Exists(path))
            throw new UsageException($"There is a key '{path}' already, and keys are not replaced: name another folder.");
        using var writer = new StreamWriter(path, options);
        writer.Write(pem);
    }

    private static T Parse<T>(string path, Func<string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(path));
        }
        catch (FormatException exception)
        {
            throw new PublishingException($"{path}: {exception.Message}", exception);
        }
    }
}
