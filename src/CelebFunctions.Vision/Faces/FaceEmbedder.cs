using System.Numerics.Tensors;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>Turns aligned faces into vectors. Safe for use by many threads at once.</summary>
public sealed class FaceEmbedder : IDisposable
{
    // Bounds what one face takes of memory: 256² are 0.8 MB.
    private const int SmallestSide = 32, LargestSide = 256;

    private readonly ModelSession _session;
    private readonly FaceEmbedderOptions _options;
    private readonly bool _oneByOne;

    /// <param name="model">The ONNX file.</param>
    /// <param name="options">What its manifest says.</param>
    /// <exception cref="ModelException">The network cannot be used, or does not fit its manifest.</exception>
    public FaceEmbedder(byte[] model, FaceEmbedderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        options.Pixels.Check();
        _session = new(model, options.Input, options.Output);
        try
        {
            Check();
        }
        catch (ModelException)
        {
            _session.Dispose();
            throw;
        }
        _oneByOne = _session.InputShape[0] == 1;
    }

    public int Dimensions => _options.Dimensions;

    /// <summary>Id and version of the network, for traces alone.</summary>
    public string? Model { get; init; }

    /// <summary>Width and height of an aligned face in pixels.</summary>
    internal int Side => _options.Side;

    /// <summary>Values of one aligned face: three planes.</summary>
    internal int Values => Picture.Channels * Side * Side;

    /// <summary>What parts faces from what only looked like one to the detector; null where the manifest has no such plane.</summary>
    internal FacePlane? Faces => _options.Faces;

    /// <summary>
    /// How far above the plane of faces one lies; 0 where there is no plane, null where it is no face. A face that lies on its side or its
    /// head, as the landmarks tell, is never clear: turned, it is aligned better.
    /// </summary>
    internal float? ClearnessOf(FaceEmbedding embedding, DetectedFace found)
    {
        if (Faces is null)
            return 0;
        var above = Faces.Above(embedding[FaceRegion.Face]);
        if (!Faces.Takes(above, found.Score))
            return null;
        return found.Landmarks.IsUpright ? above : MathF.Min(above, 0);
    }

    private int Length => _options.Regions.Count * _options.Dimensions;

    /// <param name="planes">
    /// Aligned faces one after the other, each three planes of values, 0 to 255; afterwards what the network took for them.
    /// </param>
    /// <param name="count">How many faces, at least 1.</param>
    internal FaceEmbedding[] Embed(float[] planes, int count)
    {
        for (var i = 0; i < count; i++)
            _options.Pixels.Apply(planes.AsSpan(i * Values, Values));
        var embeddings = new FaceEmbedding[count];
        var batch = _oneByOne ? 1 : count;
        for (var first = 0; first < count; first += batch)
            EmbedBatch(planes, first, embeddings.AsSpan(first, batch));
        return embeddings;
    }

    private void EmbedBatch(float[] planes, int first, Span<FaceEmbedding> embeddings)
    {
        using var outputs = _session.Run(planes, [embeddings.Length, Picture.Channels, Side, Side], first * Values);
        var values = outputs[0].GetTensorDataAsSpan<float>();
        if (values.Length != embeddings.Length * Length)
            throw new ModelException($"The tensor '{_options.Output}' has {values.Length} values for {embeddings.Length} faces of {Length}: it is not what the manifest says.");
        for (var i = 0; i < embeddings.Length; i++)
        {
            var own = values.Slice(i * Length, Length).ToArray();
            for (var region = 0; region < own.Length; region += Dimensions)
                Normalize(own.AsSpan(region, Dimensions));
            embeddings[i] = new(own, Dimensions);
        }
    }

    /// <summary>Brings a vector to length 1, since many networks leave that to their callers.</summary>
    private static void Normalize(Span<float> vector)
    {
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0)
            TensorPrimitives.Divide(vector, length, vector);
    }

    /// <summary>Holds the shapes that the network states against the manifest.</summary>
    private void Check()
    {
        if (Side is < SmallestSide or > LargestSide)
            throw new ModelException($"The manifest of an embedder states a square input of {SmallestSide} to {LargestSide} pixels, not {Side}.");
        if (_options.Regions.Count == 0 || Dimensions < 1 || _options.Regions.Index().Any(region => (int)region.Item != region.Index))
            throw new ModelException($"The manifest of an embedder states its dimensions, and its regions in this order: {string.Join(", ", Enum.GetNames<FaceRegion>().Select(name => name.ToLowerInvariant()))}; face alone is enough.");
        var input = _session.InputShape;
        if (input is not [0 or 1, 0 or Picture.Channels, var height, var width] || (height > 0 && height != Side) || (width > 0 && width != Side))
            throw ModelSession.Unfit(_options.Input, input, $"the manifest says [n, 3, {Side}, {Side}]");
        var output = _session.OutputShape(_options.Output);
        if (output.Length < 2 || (!output.Skip(1).Contains(0) && output.Skip(1).Aggregate((a, b) => a * b) != Length))
            throw ModelSession.Unfit(_options.Output, output, $"the manifest says {_options.Regions.Count} vectors of {Dimensions}");
        if (_options.Faces is { } plane && plane.Weights.Count != Dimensions)
            throw new ModelException($"The manifest's plane that parts faces from others has {plane.Weights.Count} weights, not one for each of {Dimensions} dimensions.");
    }

    public void Dispose() => _session.Dispose();
}
