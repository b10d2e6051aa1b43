using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Faces;

/// <summary>Turns what one kind of detector gives into faces.</summary>
internal abstract class DetectorDecoder(FaceDetectorOptions options)
{
    protected const int BoxValues = 4;
    protected const int LandmarkValues = 10;

    protected FaceDetectorOptions Options { get; } = options;

    /// <summary>The outputs that it reads, each with the numbers that tell of one anchor.</summary>
    public abstract IEnumerable<(string Name, int Each)> Outputs { get; }

    /// <exception cref="ModelException">The manifest contradicts itself.</exception>
    public static DetectorDecoder For(FaceDetectorOptions options) => options.Head switch
    {
        DetectorHead.Distances => new DistanceDecoder(options, corner: 0.5f),
        DetectorHead.Scrfd => new DistanceDecoder(options, corner: 0),
        DetectorHead.YuNet => new YuNetDecoder(options),
        DetectorHead.RetinaFace => new RetinaFaceDecoder(options),
        DetectorHead.UltraFace => new UltraFaceDecoder(options),
        _ => throw new ModelException($"There is no detector's head of the kind {options.Head}."),
    };

    /// <param name="tensors">The outputs.</param>
    /// <param name="letterbox">How the picture lay in the input.</param>
    /// <param name="threshold">The least score.</param>
    /// <returns>Faces in pixels of the original picture whose score reaches the threshold, neighbours not yet suppressed.</returns>
    /// <exception cref="ModelException">A tensor is not what the manifest says.</exception>
    public abstract List<DetectedFace> Decode(DetectorTensors tensors, Letterbox letterbox, float threshold);

    protected DetectorGrid GridOf(Letterbox letterbox) =>
        new(letterbox.InputWidth, letterbox.InputHeight, Options.Strides, Options.AnchorsPerCell);

    /// <exception cref="ModelException">It is neither one output for all levels nor one for each.</exception>
    protected void CheckOutputs(string what, IReadOnlyList<string> outputs)
    {
        if (Options.Strides.Count == 0 || Options.Strides.Any(stride => stride < 1) || Options.AnchorsPerCell < 1)
            throw new ModelException("The manifest of a detector states strides of 1 or more, and at least one anchor a cell.");
        if (outputs.Count != 1 && outputs.Count != Options.Strides.Count)
            throw new ModelException($"The manifest names {outputs.Count} outputs for {what}: it takes one for all {Options.Strides.Count} strides, or one for each.");
    }

    /// <summary>From corners and points in pixels of the input to a face of the picture.</summary>
    protected static DetectedFace Face(
        Letterbox letterbox, float score, float left, float top, float right, float bottom, FaceLandmarks landmarks)
    {
        var (x, y) = (letterbox.ScaleX, letterbox.ScaleY);
        return new(new(left * x, top * y, (right - left) * x, (bottom - top) * y), score, landmarks.Scaled(x, y));
    }

    /// <summary>Points that are told as offsets from a place, in units of a length.</summary>
    protected static FaceLandmarks Points(ReadOnlySpan<float> offsets, float x, float y, float unit)
    {
        return new(At(offsets, 0), At(offsets, 1), At(offsets, 2), At(offsets, 3), At(offsets, 4));

        FacePoint At(ReadOnlySpan<float> values, int i) => new(x + values[2 * i] * unit, y + values[2 * i + 1] * unit);
    }
}
