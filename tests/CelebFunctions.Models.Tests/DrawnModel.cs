using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace CelebFunctions.Models.Tests;

/// <summary>A folder of models in which each test changes what it needs.</summary>
internal sealed class DrawnModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Stands for a network: nobody runs it here.</summary>
    public byte[] Network { get; } = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 31))];

    public string Folder => _folder.Path;

    public string NetworkPath(string version = "1.0.0") => _folder[Path.Combine("drawn", version, "drawn.onnx")];

    /// <summary>Writes a version of the model, its manifest changed on the way.</summary>
    public DrawnModel Write(string version = "1.0.0", Action<JsonObject>? change = null)
    {
        var manifest = JsonNode.Parse(
            """
            {
              "name": "drawn", "version": "?", "kind": "detector",
              "files": [{ "name": "drawn.onnx", "size": 1000, "sha256": "?" }],
              "input": { "name": "image", "multiple": 16, "mean": [0, 0, 0] },
              "output": { "scores": ["s"], "boxes": ["b"], "landmarks": ["l"], "strides": [4, 8], "threshold": 0.25, "nmsIou": 0.5 },
              "training": "none"
            }
            """)!.AsObject();
        manifest["version"] = version;
        manifest["files"]![0]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Network));
        change?.Invoke(manifest);
        WriteManifest(manifest.ToJsonString(), version);
        _folder.Write(Path.Combine("drawn", version, "drawn.onnx"), Network);
        return this;
    }

    public void WriteManifest(string text, string version = "1.0.0") =>
        _folder.Write(Path.Combine("drawn", version, "manifest.json"), System.Text.Encoding.UTF8.GetBytes(text));

    public Model Read() => ModelFolder.Read(Folder, "drawn");

    public void Dispose() => _folder.Dispose();
}
