using System.Text.Json.Nodes;
using CelebFunctions.Models;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Testing;

/// <summary>Versions of models in folders, as an updater leaves them: the networks that we ship under other numbers.</summary>
internal sealed class TestVersions : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A copy of a model's version, in fp32 alone.</summary>
    /// <param name="name">Of the model.</param>
    /// <param name="version">That the copy has.</param>
    /// <param name="change">Done to its manifest.</param>
    public LocalVersion Model(string name, string version, Action<JsonObject>? change = null)
    {
        var original = Repository.Model(name);
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(original, "manifest.json")))!.AsObject();
        manifest["version"] = version;
        var network = manifest["files"]![0]!;
        manifest["files"] = new JsonArray(network.DeepClone());
        change?.Invoke(manifest);
        var folder = FolderOf(name, version);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest.ToJsonString());
        File.Copy(Path.Combine(original, (string)network["name"]!), Path.Combine(folder, (string)network["name"]!), overwrite: true);
        return new(VersionId.Of(name, version), $"{name} {version} {change is not null}", folder);
    }

    /// <summary>A gallery.</summary>
    /// <param name="name">Of the gallery.</param>
    /// <param name="version">Of it.</param>
    /// <param name="write">Writes its one file into a folder.</param>
    public LocalVersion Gallery(string name, string version, Action<string> write)
    {
        var folder = FolderOf(name, version);
        write(folder);
        return new(VersionId.Of(name, version), $"{name} {version}", folder);
    }

    private string FolderOf(string name, string version) => Directory.CreateDirectory(_folder[Path.Combine(name, version)]).FullName;
}
