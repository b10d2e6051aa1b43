using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CelebFunctions.Vision.Inference;

/// <summary>
/// One network in ONNX Runtime, made once and used by many threads at once. Each run uses one thread:
/// throughput comes from requests side by side, and a request never waits for another's threads. Runs that are under way
/// when it is disposed of end as if it were not.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions;
    private readonly Hold _hold;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    /// <inheritdoc cref="ModelSession(byte[], bool, string, string[])"/>
    public ModelSession(byte[] model, string input, params string[] outputs)
        : this(model, keepsMemory: true, input, outputs)
    {
    }

    /// <param name="model">The ONNX file.</param>
    /// <param name="keepsMemory">Whether what a run took stays for the next: quicker for small ones, too much for pictures.</param>
    /// <param name="input">Name of the input.</param>
    /// <param name="outputs">Names of the outputs.</param>
    /// <exception cref="ModelException">The bytes are no network that this runtime loads, or it lacks an input or output.</exception>
    public ModelSession(byte[] model, bool keepsMemory, string input, params string[] outputs)
    {
        _inputs = [input];
        _outputs = outputs;
        NetworkInspection.Check(model);
        ModelRuntime.Preload();
        _runOptions = new();
        if (!keepsMemory)
            _runOptions.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // Photos differ in shape: a pattern planned for one shape is no use to the next.
            EnableMemoryPattern = false,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            _session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException exception)
        {
            _runOptions.Dispose();
            throw new ModelException($"This is no network that ONNX Runtime loads: {exception.Message}", exception);
        }
        _hold = new(_session, _runOptions);

        var missing = outputs.Except(_session.OutputNames).Concat(_inputs.Except(_session.InputNames)).ToArray();
        if (missing.Length > 0)
        {
            Dispose();
            throw new ModelException(
                $"The network has no input or output named {string.Join(", ", missing)}. "
                + $"It has the inputs {string.Join(", ", _session.InputNames)} and the outputs {string.Join(", ", _session.OutputNames)}.");
        }
        foreach (var (name, tensor) in outputs.Select(name => (name, _session.OutputMetadata[name])).Prepend((input, _session.InputMetadata[input])))
        {
            if (tensor is { IsTensor: true } && tensor.ElementDataType == TensorElementType.Float)
                continue;
            Dispose();
            throw new ModelException($"The tensor '{name}' holds {tensor.ElementDataType}, where this app gives and takes 32-bit floats.");
        }
    }

    /// <summary>Sides of the input; 0 where it takes any.</summary>
    public int[] InputShape => ShapeOf(_session.InputMetadata[_inputs[0]]);

    /// <summary>Sides of an output; 0 where they depend on the input.</summary>
    public int[] OutputShape(string name) => ShapeOf(_session.OutputMetadata[name]);

    /// <summary>The refusal of a tensor whose shape is not what the manifest says.</summary>
    public static ModelException Unfit(string tensor, int[] shape, string why) =>
        new($"The tensor '{tensor}' is [{string.Join(", ", shape.Select(side => side > 0 ? $"{side}" : "?"))}], but {why}.");

    private static int[] ShapeOf(NodeMetadata tensor) => Array.ConvertAll(tensor.Dimensions, side => Math.Max(side, 0));

    /// <summary>Runs the network; the caller disposes of the outputs, which come in the order of the names given.</summary>
    /// <exception cref="ModelException">The network cannot take this shape.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed of before this run began.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(float[] input, long[] shape, int start = 0)
    {
        var count = 1L;
        foreach (var side in shape)
            count *= side;
        using var tensor = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, input.AsMemory(start, checked((int)count)), shape);
        var held = false;
        try
        {
            _hold.DangerousAddRef(ref held);
            return _session.Run(_runOptions, _inputs, [tensor], _outputs);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException($"The network does not take [{string.Join(", ", shape)}] as '{_inputs[0]}': {exception.Message}", exception);
        }
        finally
        {
            if (held)
                _hold.DangerousRelease();
        }
    }

    public void Dispose() => _hold.Dispose();

    /// <summary>Frees both when it is disposed of and no run holds it: freed under a run, native memory ends the process.</summary>
    private sealed class Hold(InferenceSession session, RunOptions options) : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => false;

        protected override bool ReleaseHandle()
        {
            session.Dispose();
            options.Dispose();
            return true;
        }
    }
}
