using System.Text.Json.Nodes;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models.Tests;

public sealed class ModelRefusalTests : IDisposable
{
    private readonly DrawnModel _drawn = new();

    public void Dispose() => _drawn.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(999)]
    public void A_changed_byte_is_refused_and_the_message_says_what_to_do(int at)
    {
        _drawn.Write();
        var network = (byte[])_drawn.Network.Clone();
        network[at] ^= 1;
        File.WriteAllBytes(_drawn.NetworkPath(), network);

        var refusal = Refused();

        Assert.Contains("drawn@1.0.0", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("drawn.onnx", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Fetch it again", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_or_grown_is_refused()
    {
        _drawn.Write();

        File.WriteAllBytes(_drawn.NetworkPath(), _drawn.Network[..^1]);
        Refused();
        File.WriteAllBytes(_drawn.NetworkPath(), [.. _drawn.Network, 0]);
        Refused();
        File.WriteAllBytes(_drawn.NetworkPath(), []);
        Refused();
    }

    [Fact]
    public void A_size_that_is_not_the_files_is_refused_though_its_hash_is_right()
    {
        _drawn.Write(change: manifest => manifest["files"]![0]!["size"] = 999);

        Assert.Contains("manifest", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_named()
    {
        _drawn.Write();
        File.Delete(_drawn.NetworkPath());

        Assert.Contains("drawn.onnx", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_missing_is_named_with_the_place_where_it_should_be()
    {
        var refusal = Assert.Throws<ModelException>(() => ModelFolder.Read(_drawn.Folder, "other"));

        Assert.Contains("'other'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("manifest.json", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ModelException>(() => ModelFolder.Read(Path.Combine(_drawn.Folder, "nowhere"), "drawn"));
    }

    [Theory]
    [InlineData("../drawn.onnx")]
    [InlineData("deeper/drawn.onnx")]
    [InlineData("../1.0.0/drawn.onnx")]
    [InlineData("..")]
    [InlineData("")]
    public void A_file_outside_of_the_folder_is_not_opened_though_it_is_the_right_one(string name)
    {
        _drawn.Write(change: manifest => manifest["files"]![0]!["name"] = name);
        var folder = Path.GetDirectoryName(_drawn.NetworkPath())!;
        Directory.CreateDirectory(Path.Combine(folder, "deeper"));
        File.Copy(_drawn.NetworkPath(), Path.Combine(folder, "deeper", "drawn.onnx"));
        File.Copy(_drawn.NetworkPath(), Path.Combine(folder, "..", "drawn.onnx"));

        Refused();
    }

    [Fact]
    public void A_file_named_by_its_whole_path_is_not_opened()
    {
        _drawn.Write(change: manifest => manifest["files"]![0]!["name"] = _drawn.NetworkPath());

        Refused();
    }

    [Theory]
    [InlineData("stylist")]
    [InlineData("")]
    [InlineData("7")]
    public void An_unknown_kind_is_refused(string kind)
    {
        _drawn.Write(change: manifest => manifest["kind"] = kind);

        Assert.Contains("kind", Refused().Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_kind_told_by_a_number_that_none_has_is_refused()
    {
        _drawn.Write(change: manifest => manifest["kind"] = 7);

        Refused();
    }

    [Theory]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("kind")]
    [InlineData("files")]
    [InlineData("input")]
    [InlineData("output")]
    public void What_a_manifest_has_to_say_is_missed_when_it_is_left_out_or_null(string property)
    {
        _drawn.Write(change: manifest => manifest.Remove(property));
        Refused();

        _drawn.Write(change: manifest => manifest[property] = null);
        Refused();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{ "name": null, "size": 1000, "sha256": "ab" }]""")]
    [InlineData("""[{ "name": "drawn.onnx", "size": 1000 }]""")]
    public void A_manifest_that_lists_no_whole_file_is_refused(string files)
    {
        _drawn.Write(change: manifest => manifest["files"] = JsonNode.Parse(files));

        Refused();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("no JSON at all")]
    [InlineData("{ \"name\": \"drawn\"")]
    public void Text_that_is_no_manifest_is_refused_by_its_path(string text)
    {
        _drawn.Write();
        _drawn.WriteManifest(text);

        Assert.Contains("manifest.json", Refused().Message, StringComparison.Ordinal);
    }

    private ModelException Refused() => Assert.Throws<ModelException>(() => _drawn.Read());
}
