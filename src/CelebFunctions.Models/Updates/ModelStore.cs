using System.Security.Cryptography;
using System.Text.Json;

namespace CelebFunctions.Models.Updates;

/// <summary>
/// The folder in which a machine keeps what it took from a feed: <c>models/{name}/{version}/</c>, downloads that are not whole
/// yet, and what it must not forget (<c>state.json</c>: the documents taken last, the highest numbers, the lowest versions).
/// A download goes on where it stopped, and takes its place only when all of its bytes are right. One process uses a folder
/// at a time.
/// </summary>
public sealed class ModelStore
{
    private readonly string _models;
    private readonly string _partial;
    private readonly string _state;

    public ModelStore(string folder)
    {
        Folder = Path.GetFullPath(folder);
        _models = Path.Combine(Folder, "models");
        _partial = Path.Combine(Folder, "partial");
        _state = Path.Combine(Folder, "state.json");
    }

    public string Folder { get; }

    /// <summary>Deletes each version that none of these sets names, and downloads given up; what is in use goes the next time.</summary>
    public void Prune(params IEnumerable<LocalSet> keep)
    {
        var kept = keep.SelectMany(set => set.Canary is { } canary ? [set.Active, canary.Parts] : new[] { set.Active })
            .SelectMany(parts => parts.Galleries.Prepend(parts.Embedder).Prepend(parts.Detector))
            .Select(version => version.Folder)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (_, version) in Versions())
        {
            if (!kept.Contains(version))
                TryDelete(version);
        }
        TryDelete(_partial);
    }

    internal string FolderOf(VersionId id) => Path.Combine(_models, id.Name, id.Version);

    /// <summary>All versions that lie here, whole or not.</summary>
    internal IEnumerable<(VersionId Id, string Folder)> Versions() => VersionsIn(_models);

    /// <summary>All versions in a folder that has a folder for each name.</summary>
    internal static IEnumerable<(VersionId Id, string Folder)> VersionsIn(string models)
    {
        if (!Directory.Exists(models))
            yield break;
        foreach (var name in Directory.GetDirectories(models))
        {
            foreach (var version in Directory.GetDirectories(name))
            {
                if (VersionId.TryParse($"{Path.GetFileName(name)}@{Path.GetFileName(version)}", out var id))
                    yield return (id, version);
            }
        }
    }

    /// <summary>Deletes what must not be used any more.</summary>
    internal void DeleteBelow(IReadOnlyDictionary<string, string> lowest)
    {
        foreach (var (id, version) in Versions())
        {
            if (lowest.TryGetValue(id.Name, out var least) && id.Number < Version.Parse(least))
                TryDelete(version);
        }
    }

    /// <summary>Where the bytes of a file wait until they are all there; named by their hash.</summary>
    internal string PartialPath(string sha256)
    {
        Directory.CreateDirectory(_partial);
        return Path.Combine(_partial, sha256);
    }

    internal static bool IsWhole(string path, ModelFile file)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != file.Size)
            return false;
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Sha256;
    }

    internal StoreState ReadState()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_state), UpdatesJson.Default.StoreState) ?? new();
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return new();
        }
    }

    internal void WriteState(StoreState state)
    {
        Directory.CreateDirectory(Folder);
        var beside = _state + ".new";
        using (var stream = File.Create(beside))
        {
            JsonSerializer.Serialize(stream, state, UpdatesJson.Default.StoreState);
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, _state, overwrite: true);
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone already, or a gallery that is still mapped into memory.
        }
    }
}
