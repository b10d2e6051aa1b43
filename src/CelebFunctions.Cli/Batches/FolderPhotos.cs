using System.Security.Cryptography;
using System.Text;

namespace CelebFunctions.Cli.Batches;

/// <summary>The photos of a folder, in an order that is the same each time.</summary>
/// <param name="Folder">Its whole path.</param>
/// <param name="Names">Relative to the folder, with slashes on every system.</param>
/// <param name="Fingerprint">Of names, sizes and times: another one means that a photo came, went or changed.</param>
internal sealed record FolderPhotos(string Folder, IReadOnlyList<string> Names, string Fingerprint)
{
    /// <summary>Lists them.</summary>
    /// <exception cref="UsageException">There is no such folder, or no photo in it.</exception>
    public static FolderPhotos In(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UsageException($"There is no folder '{folder}'.");
        folder = Path.GetFullPath(folder);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var names = new List<string>();
        foreach (var path in PhotoFiles.Expand([folder]))
        {
            var file = new FileInfo(path);
            names.Add(Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'));
            hash.AppendData(Encoding.UTF8.GetBytes($"{names[^1]}\0{file.Length}\0{file.LastWriteTimeUtc.Ticks}\n"));
        }
        return new(folder, names, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public string PathOf(int index) => Path.Combine(Folder, Names[index]);
}
