using System.Buffers;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>Finds faces and their five landmarks. Safe for use by many threads at once.</summary>
public sealed class FaceDetector : IDisposable
{
    private readonly ModelSession _session;
    private readonly FaceDetectorOptions _options;

    /// <param name="model">The ONNX file.</param>
    /// <param name="options">What its manifest says.</param>
    /// <exception cref="ModelException">The network cannot be used.</exception>
    public FaceDetector(byte[] model, FaceDetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _session = new(model, options.Input, options.Scores, options.Boxes, options.Landmarks);
    }

    /// <summary>Looks at the whole picture once.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">The picture is scaled so that its longest side has this many pixels; 320 is quick, 640 finds small faces.</param>
    /// <returns>Faces in pixels of <paramref name="picture"/>, largest first; boxes may reach over its edge.</returns>
    public IReadOnlyList<DetectedFace> Detect(Picture picture, int side)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, side, _options.Multiple);
        var length = Picture.Channels * letterbox.InputWidth * letterbox.InputHeight;
        var input = ArrayPool<float>.Shared.Rent(length);
        try
        {
            input.AsSpan(0, length).Clear();
            PictureResampler.Scale(picture, letterbox.Width, letterbox.Height, input, letterbox.InputWidth, letterbox.InputHeight);
            using var outputs = _session.Run(input, [1, Picture.Channels, letterbox.InputHeight, letterbox.InputWidth]);
            var found = DetectorOutput.Decode(
                outputs[0].GetTensorDataAsSpan<float>(),
                outputs[1].GetTensorDataAsSpan<float>(),
                outputs[2].GetTensorDataAsSpan<float>(),
                letterbox,
                _options);
            return OverlapSuppression.Keep(found, _options.MaxOverlap)
                .OrderByDescending(face => face.Box.Area)
                .ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(input);
        }
    }

    public void Dispose() => _session.Dispose();
}
