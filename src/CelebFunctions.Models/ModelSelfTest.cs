using System.Globalization;
using System.Text.RegularExpressions;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models;

/// <summary>A golden input and output that travel with a network: whether it computes here what it computed where it was made.</summary>
public sealed partial record ModelSelfTest
{
    // Rounded weights, and in eight bits rounded activations, whose sums differ from one kind of processor to another: so much
    // more may they be off. The built-in embedder in int8 is 51 times the tolerance of fp32 away from fp32 on this input.
    private const float Fp16Slack = 5, Int8Slack = 50, Int8FromFp32Slack = 100;

    /// <summary>How value number i of the input tensor is made: <c>(i * 7919) mod 256 over [2, 3, 112, 112]</c>.</summary>
    public required string Input { get; init; }

    /// <summary>Which values of which tensor are compared: <c>embedding[0, 0, :8]</c>.</summary>
    public required string Output { get; init; }

    /// <summary>What fp32 gives there.</summary>
    public required IReadOnlyList<float> Values { get; init; }

    /// <summary>How far fp32 may be off.</summary>
    public float Tolerance { get; init; }

    /// <summary>What variants give there, by precision in lower case; recorded when a version is published.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<float>>? Variants { get; init; }

    /// <summary>Runs the self-test of a model, if it has one.</summary>
    /// <exception cref="ModelException">The network computes something else, or the test cannot be read.</exception>
    public static void Check(Model model)
    {
        if (model.Manifest.SelfTest is not { } test)
            return;
        var made = test.Run(model);
        var own = test.Variants?.GetValueOrDefault(NameOf(model.File.Precision));
        var values = own ?? test.Values;
        var tolerance = test.Tolerance * model.File.Precision switch
        {
            ModelPrecision.Fp16 => Fp16Slack,
            ModelPrecision.Int8 => own is null ? Int8FromFp32Slack : Int8Slack,
            _ => 1,
        };
        for (var i = 0; i < made.Length; i++)
        {
            // Not a number fails too.
            if (i >= values.Count || !(Math.Abs(made[i] - values[i]) <= tolerance))
                throw new ModelException(string.Create(CultureInfo.InvariantCulture, $"{model.Manifest.Id} ({model.File.Name}) fails its self-test: value {i} of {test.Output} is {made[i]}, and should be {values.ElementAtOrDefault(i)} ± {tolerance}."));
        }
    }

    internal static string NameOf(ModelPrecision precision) => precision.ToString().ToLowerInvariant();

    /// <summary>What a network gives in the places that are compared.</summary>
    internal float[] Run(Model model)
    {
        var (input, output) = (Inputs().Match(Input), Outputs().Match(Output));
        if (!input.Success || !output.Success)
            throw new ModelException($"The self-test of {model.Manifest.Id} cannot be read: '{Input}', '{Output}'.");
        var shape = Numbers(input.Groups[3].Value);
        var (factor, modulus) = (Number(input.Groups[1].Value), Number(input.Groups[2].Value));
        // Capped on the way, so that no product is too large to hold.
        var size = shape.Aggregate(1L, (all, side) => Math.Min(all * side, MostValues + 1));
        if (size is < 1 or > MostValues || modulus < 1)
            throw new ModelException($"The self-test of {model.Manifest.Id} asks for an input of [{string.Join(", ", shape)}].");
        var values = new float[size];
        for (var i = 0L; i < size; i++)
            values[i] = i * factor % modulus;

        var (made, all) = NetworkProbe.Run(model.Network, model.Manifest.Input.Name, values, shape, output.Groups[1].Value);
        var indices = Numbers(output.Groups[2].Value);
        var last = Number(output.Groups[3].Value);
        if (indices.Length + 1 != made.Length || last != Values.Count || last > made[^1] || indices.Where((index, axis) => index >= made[axis]).Any())
            throw new ModelException($"The self-test of {model.Manifest.Id} looks at '{Output}', and the tensor is [{string.Join(", ", made)}].");
        var start = indices.Select((index, axis) => (index, axis)).Aggregate(0L, (at, next) => at * made[next.axis] + next.index) * made[^1];
        return all[(int)start..(int)(start + last)];
    }

    // Eight pictures of 1280 × 1280: more than any of our networks is asked for.
    private const long MostValues = 8L * 3 * 1280 * 1280;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long[] Numbers(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Number)];

    [GeneratedRegex(@"\A\(i \* (\d{1,6})\) mod (\d{1,6}) over \[(\d{1,6}(?:, \d{1,6}){0,5})\]\z")]
    private static partial Regex Inputs();

    [GeneratedRegex(@"\A(\w{1,64})\[((?:\d{1,9}, ){0,5}):(\d{1,4})\]\z")]
    private static partial Regex Outputs();
}
