using CelebFunctions.Vision.Inference;
using Microsoft.ML.OnnxRuntime;

namespace CelebFunctions.Vision.Faces;

/// <summary>What a detector's network gave, by name.</summary>
internal sealed class DetectorTensors(IReadOnlyList<string> names, IReadOnlyList<OrtValue> values)
{
    /// <summary>Whether an output is a map of planes instead of rows.</summary>
    public bool IsMap(string name) => Value(name).GetTensorTypeAndShape().Shape.Length == 4;

    public ReadOnlySpan<float> Whole(string name) => Value(name).GetTensorDataAsSpan<float>();

    /// <summary>What tells of one level: an output of its own, or its part of an output for all of them.</summary>
    /// <param name="outputs">One for each level, or one for all.</param>
    /// <param name="grid">The cells.</param>
    /// <param name="level">One of the grid's.</param>
    /// <param name="each">Numbers that tell of one anchor.</param>
    /// <exception cref="ModelException">It holds another number of values.</exception>
    public ReadOnlySpan<float> Level(IReadOnlyList<string> outputs, DetectorGrid grid, DetectorLevel level, int each)
    {
        var shared = outputs.Count == 1;
        var name = outputs[shared ? 0 : level.Index];
        var count = level.Cells * grid.Anchors * each;
        var expected = shared ? grid.Total * each : count;
        var whole = Whole(name);
        if (whole.Length != expected)
        {
            throw new ModelException(
                $"The tensor '{name}' is [{string.Join(", ", Value(name).GetTensorTypeAndShape().Shape)}], {whole.Length} values, where an input of "
                + $"{grid.Width} × {grid.Height} has {expected} by the manifest: its strides, its anchors or the {each} values of each are others.");
        }
        return shared ? whole.Slice(level.First * each, count) : whole;
    }

    private OrtValue Value(string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return values[i];
        }
        throw new ArgumentException($"The network was not asked for '{name}'.", nameof(name));
    }
}
