using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Cli.Tests.Models;

/// <summary>A registry in a folder of its own, its keys, and a machine that takes from it.</summary>
internal sealed class CopiedRegistry(TemporaryFolder folder) : IDisposable
{
    public string Keys => folder["keys"];

    public string Key => folder["keys/publishing.pem"];

    public string RootKey => folder["keys/root.pem"];

    public string RootPublic => folder["keys/root.pub.pem"];

    public string Feed => folder["feed"];

    public string Gallery => folder["drawn.safetensors"];

    public TemporaryFolder Folder => folder;

    public static CopiedRegistry Of(PublishedRegistry published)
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(published.Folder, "*", SearchOption.AllDirectories))
        {
            var target = copy[Path.GetRelativePath(published.Folder, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return new(copy);
    }

    /// <summary>Runs a command that must go well.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);
        Assert.True(run.Status == CelebCommand.Done, run.Error);
        return run.Out;
    }

    public Task<string> SignAsync(string command, params string[] arguments) => DoAsync(["models", command, .. arguments, "--key", Key, "--to", Feed]);

    public Task<string> PublishAsync(string source, params string[] more) => SignAsync("publish", [source, .. more]);

    public Task<string> ListAsync() => DoAsync("models", "list", "--from", Feed, "--root-public", RootPublic);

    /// <summary>Runs a command that must fail.</summary>
    /// <returns>Its complaint.</returns>
    public async Task<string> FailAsync(string command, params string[] arguments)
    {
        var run = await CommandRun.OfAsync(["models", command, .. arguments, "--key", Key, "--to", Feed]);
        Assert.NotEqual(CelebCommand.Done, run.Status);
        return run.Error;
    }

    /// <summary>What a machine with the public root key alone takes from it.</summary>
    public Task<UpdateOutcome> TakeAsync(string machine = "machine") =>
        new ModelUpdater(new FolderRegistry(Feed), new(folder[machine]), TrustedRoot.Parse(File.ReadAllText(RootPublic)), new(), TimeProvider.System).CheckAsync(default);

    /// <summary>A model that ships under another version, changed on the way.</summary>
    public string Version(string name, string version, Action<JsonObject>? change = null, Func<byte[], byte[]>? changeNetwork = null)
    {
        var source = Repository.Model(name);
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "manifest.json")))!.AsObject();
        manifest["version"] = version;
        var file = manifest["files"]![0]!.AsObject();
        var network = File.ReadAllBytes(Path.Combine(source, (string)file["name"]!));
        network = changeNetwork?.Invoke(network) ?? network;
        file["size"] = network.Length;
        file["sha256"] = Convert.ToHexStringLower(SHA256.HashData(network));
        manifest["files"] = new JsonArray(file.DeepClone());
        change?.Invoke(manifest);
        folder.Write(Path.Combine(version, name, (string)file["name"]!), network);
        return Path.GetDirectoryName(folder.Write(Path.Combine(version, name, "manifest.json"), System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString())))!;
    }

    /// <summary>The same network as another file, and so of another space: metadata (field 14 of a model) is added at its end.</summary>
    public static byte[] Relabelled(byte[] network) => [.. network, 14 * 8 + 2, 6, 10, 1, (byte)'k', 18, 1, (byte)'v'];

    public void Dispose() => folder.Dispose();
}
