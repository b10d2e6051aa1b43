using System.Globalization;
using System.Text.Json;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Tests.Inference;

/// <summary>The runtime here gives the numbers that the network gave where it was trained: its manifest keeps some.</summary>
public sealed class SelfTestTests
{
    [Theory]
    [InlineData("face-detector", "boxes")]
    [InlineData("face-embedder", "embedding")]
    public void A_network_gives_the_numbers_of_its_manifest(string model, string output)
    {
        var folder = Repository.Model(model);
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")));
        var selfTest = manifest.RootElement.GetProperty("selfTest");
        var shape = NumbersBetween(selfTest.GetProperty("input").GetString()!, "over [", "]");
        var input = Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(i => (float)(i * 7919L % 256)).ToArray();

        using var session = new ModelSession(File.ReadAllBytes(Path.Combine(folder, model + ".onnx")), "input", output);
        using var outputs = session.Run(input, shape);

        // "boxes[0, 1655, :4]": the first numbers of one row.
        var row = (int)NumbersBetween(selfTest.GetProperty("output").GetString()!, "[0, ", ",")[0];
        var rowLength = (int)outputs[0].GetTensorTypeAndShape().Shape[^1];
        var expected = selfTest.GetProperty("values").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        var actual = outputs[0].GetTensorDataAsSpan<float>().Slice(row * rowLength, expected.Length).ToArray();
        var tolerance = selfTest.GetProperty("tolerance").GetDouble();
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }

    [Theory]
    [InlineData("starry-night")]
    [InlineData("great-wave")]
    [InlineData("the-scream")]
    [InlineData("composition-vii")]
    public void An_effect_gives_the_numbers_of_its_manifest(string effect)
    {
        var folder = Path.Combine(Repository.Models, "effects", effect, "1.0.0");
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")));
        var selfTest = manifest.RootElement.GetProperty("selfTest");
        var shape = NumbersBetween(selfTest.GetProperty("input").GetString()!, "over [", "]");
        var input = Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(i => (float)(i * 7919L % 256)).ToArray();

        using var session = new ModelSession(File.ReadAllBytes(Path.Combine(folder, effect + ".onnx")), "input", "picture");
        using var outputs = session.Run(input, shape);

        // "picture[0, :, 32, 36]": one place, in each plane.
        var place = NumbersBetween(selfTest.GetProperty("output").GetString()!, ":, ", "]");
        var (plane, at) = ((int)(shape[2] * shape[3]), (int)((place[0] * shape[3]) + place[1]));
        var expected = selfTest.GetProperty("values").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        for (var channel = 0; channel < expected.Length; channel++)
            Assert.Equal(expected[channel], outputs[0].GetTensorDataAsSpan<float>()[(channel * plane) + at], selfTest.GetProperty("tolerance").GetDouble());
    }

    private static long[] NumbersBetween(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return [.. text[from..text.IndexOf(after, from, StringComparison.Ordinal)].Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
    }
}
