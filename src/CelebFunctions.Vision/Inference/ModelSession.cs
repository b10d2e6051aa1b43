using Microsoft.ML.OnnxRuntime;

namespace CelebFunctions.Vision.Inference;

/// <summary>
/// One network in ONNX Runtime, made once and used by many threads at once. Each run uses one thread:
/// throughput comes from requests side by side, and a request never waits for another's threads.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    /// <exception cref="ModelException">The bytes are no network that this runtime loads, or it lacks an input or output.</exception>
    public ModelSession(byte[] model, string input, params string[] outputs)
    {
        _inputs = [input];
        _outputs = outputs;
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

        var missing = outputs.Except(_session.OutputNames).Concat(_inputs.Except(_session.InputNames)).ToArray();
        if (missing.Length > 0)
        {
            Dispose();
            throw new ModelException($"The network has no input or output named {string.Join(", ", missing)}.");
        }
    }

    /// <summary>Runs the network; the caller disposes of the outputs, which come in the order of the names given.</summary>
    public IDisposableReadOnlyCollection<OrtValue> Run(float[] input, long[] shape)
    {
        var count = 1L;
        foreach (var side in shape)
            count *= side;
        using var tensor = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, input.AsMemory(0, checked((int)count)), shape);
        return _session.Run(_runOptions, _inputs, [tensor], _outputs);
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }
}
