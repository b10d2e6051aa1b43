using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CelebFunctions.Cli.Tests.Matching;

/// <summary>A detector of another house takes the place of ours by its manifest alone.</summary>
public sealed class OtherModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_detector_that_the_manifest_describes_finds_the_face_that_is_embedded()
    {
        // It sees a face in the middle half of whatever it is shown.
        Bring(DrawnNetwork.Giving("data", [1, 3, 240, 320], new("s", [1, 1, 2], [0.2f, 0.8f]), new("b", [1, 1, 4], [0.25f, 0.25f, 0.75f, 0.75f])));
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var photo = _folder.Write("face.png", DrawnPhoto.PartOf(Repository.Picture("composite-1.jpg"), 1024, 768, top: 128));

        var run = await CommandRun.OfAsync("match", photo, "--json", "--gallery", gallery, "--models", _folder["models"]);

        Assert.Equal("", run.Error);
        var face = JsonNode.Parse(run.Out)!["faces"]!.AsArray().Single()!;
        Assert.Equal((256, 192, 512, 384), ((int)face["box"]!["x"]!, (int)face["box"]!["y"]!, (int)face["box"]!["width"]!, (int)face["box"]!["height"]!));
        Assert.NotEmpty(face["matches"]!.AsArray());
    }

    [Fact]
    public async Task A_detector_that_does_not_fit_its_manifest_is_refused_by_the_tensor()
    {
        Bring(DrawnNetwork.Giving("data", [1, 3, 480, 640], new("s", [1, 1, 2], [0.2f, 0.8f]), new("b", [1, 1, 4], [0.25f, 0.25f, 0.75f, 0.75f])));
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var photo = _folder.Write("meadow.png", DrawnPhoto.Landscape(640, 480));

        var run = await CommandRun.OfAsync("match", photo, "--gallery", gallery, "--models", _folder["models"]);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("'data' is [1, 3, 480, 640], but the manifest says width 320 and height 240", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variant_answers_from_the_same_gallery_and_one_that_is_not_there_is_named()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");

        var fp32 = await MatchAsync("--variant", "fp32");
        var int8 = await MatchAsync("--variant", "int8");
        Bring([1]);
        var none = await CommandRun.OfAsync("match", Repository.Picture("composite-1.jpg"), "--gallery", gallery, "--models", _folder["models"], "--variant", "int8");

        var (exact, quantized) = (BoxOf(fp32), BoxOf(int8));
        Assert.NotEqual(fp32.Out, int8.Out);
        Assert.InRange(quantized / exact, 0.97, 1.03);
        Assert.Contains("face-detector@1.0.0 has no variant int8. It has: fp32.", none.Error, StringComparison.Ordinal);

        Task<CommandRun> MatchAsync(params string[] more) =>
            CommandRun.OfAsync(["match", Repository.Picture("composite-1.jpg"), "--json", "--gallery", gallery, "--models", Repository.Models, .. more]);

        static double BoxOf(CommandRun run) => JsonDocument.Parse(run.Out).RootElement.GetProperty("faces")[0].GetProperty("box").GetProperty("width").GetDouble();
    }

    private void Bring(byte[] network)
    {
        _folder.Write("models/face-detector/1.0.0/theirs.onnx", network);
        _folder.Write(
            "models/face-detector/1.0.0/manifest.json",
            System.Text.Encoding.UTF8.GetBytes($$"""
                {
                  "name": "face-detector", "version": "1.0.0", "kind": "detector",
                  "files": [{ "name": "theirs.onnx", "size": {{network.Length}}, "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(network))}}" }],
                  "input": { "name": "data", "width": 320, "height": 240, "colour": "rgb", "mean": [127, 127, 127], "scale": [0.0078125, 0.0078125, 0.0078125] },
                  "output": { "decode": "ultraface", "scores": ["s"], "boxes": ["b"], "threshold": 0.7, "nmsIou": 0.3 }
                }
                """));
        var embedder = Repository.Model("face-embedder");
        foreach (var file in Directory.GetFiles(embedder))
            _folder.Write($"models/face-embedder/{Path.GetFileName(embedder)}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
    }
}
