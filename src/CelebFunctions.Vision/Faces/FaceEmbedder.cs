using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Faces;

/// <summary>Turns aligned faces into vectors. Safe for use by many threads at once.</summary>
public sealed class FaceEmbedder : IDisposable
{
    private readonly ModelSession _session;
    private readonly FaceEmbedderOptions _options;

    /// <param name="model">The ONNX file.</param>
    /// <param name="options">What its manifest says.</param>
    /// <exception cref="ModelException">The network cannot be used.</exception>
    public FaceEmbedder(byte[] model, FaceEmbedderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _session = new(model, options.Input, options.Output);
    }

    public int Dimensions => _options.Dimensions;

    /// <param name="planes">Aligned faces one after the other, each three planes of 112 × 112 values, 0 to 255.</param>
    /// <param name="count">How many faces, at least 1.</param>
    internal FaceEmbedding[] Embed(float[] planes, int count)
    {
        using var outputs = _session.Run(planes, [count, 3, FaceAligner.Side, FaceAligner.Side]);
        var values = outputs[0].GetTensorDataAsSpan<float>();
        var length = _options.Regions.Count * _options.Dimensions;
        if (values.Length != count * length)
            throw new ModelException($"The embedder gave {values.Length} values for {count} faces of {length}: its output is not that of its manifest.");
        var embeddings = new FaceEmbedding[count];
        for (var i = 0; i < count; i++)
            embeddings[i] = new(values.Slice(i * length, length).ToArray(), _options.Dimensions);
        return embeddings;
    }

    public void Dispose() => _session.Dispose();
}
