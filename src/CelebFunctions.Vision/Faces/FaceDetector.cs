using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Faces;

/// <summary>Finds faces and their five landmarks. Safe for use by many threads at once.</summary>
public sealed class FaceDetector : IDisposable
{
    /// <summary>Side of the first look, in pixels: quick, and enough for selfies.</summary>
    public const int QuickSide = 320;

    /// <summary>Side of the look that finds small faces.</summary>
    public const int ThoroughSide = 640;

    private readonly ModelSession _session;
    private readonly FaceDetectorOptions _options;
    private readonly DetectorDecoder _decoder;
    private readonly string[] _outputs;

    /// <param name="model">The ONNX file.</param>
    /// <param name="options">What its manifest says.</param>
    /// <exception cref="ModelException">The network cannot be used, or does not fit its manifest.</exception>
    public FaceDetector(byte[] model, FaceDetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        options.Pixels.Check();
        _decoder = DetectorDecoder.For(options);
        _outputs = [.. _decoder.Outputs.Select(output => output.Name)];
        _session = new(model, options.Input, _outputs);
        try
        {
            Check();
        }
        catch (ModelException)
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Id and version of the network, for traces alone.</summary>
    public string? Model { get; init; }

    /// <summary>Looks at the whole picture once for faces that are sure, among which the main one is.</summary>
    /// <inheritdoc cref="Detect(Picture, int, FacePlane)"/>
    public IReadOnlyList<DetectedFace> DetectMain(Picture picture, int side, FacePlane? plane = null) =>
        Detect(picture, side, LeastFor(plane) ?? MathF.Max(_options.Threshold, _options.MainThreshold));

    /// <summary>Looks at the whole picture once.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="side">
    /// The picture is scaled so that its longest side has this many pixels; 320 is quick, 640 finds small faces. A network
    /// that takes one size alone sees that.
    /// </param>
    /// <param name="plane">What is asked afterwards about each find, and therefore wants unsure ones too; null where nothing is.</param>
    /// <returns>Faces in pixels of <paramref name="picture"/>, the most prominent first; boxes may reach over its edge.</returns>
    public IReadOnlyList<DetectedFace> Detect(Picture picture, int side, FacePlane? plane = null) =>
        Detect(picture, side, LeastFor(plane) ?? _options.Threshold);

    /// <summary>Whether a face is sure by itself.</summary>
    internal bool IsSure(DetectedFace face) => face.Score >= _options.MainThreshold;

    private static float? LeastFor(FacePlane? plane) => plane is { Least: > 0 } ? plane.Least : null;

    private DetectedFace[] Detect(Picture picture, int side, float threshold)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var activity = VisionTraces.Start("detect", Model)?.SetTag("celeb.side", side);
        var letterbox = _options.Width > 0
            ? Letterbox.Into(picture.Width, picture.Height, _options.Width, _options.Height)
            : Letterbox.Fit(picture.Width, picture.Height, side, _options.Multiple);
        var length = Picture.Channels * letterbox.InputWidth * letterbox.InputHeight;
        var input = PlanePool.Floats.Rent(length);
        try
        {
            input.AsSpan(0, length).Clear();
            PictureResampler.Scale(picture, letterbox.Width, letterbox.Height, input, letterbox.InputWidth, letterbox.InputHeight);
            _options.Pixels.Apply(input.AsSpan(0, length));
            using var outputs = _session.Run(input, [1, Picture.Channels, letterbox.InputHeight, letterbox.InputWidth]);
            var found = _decoder.Decode(new(_outputs, outputs), letterbox, threshold);
            var faces = OverlapSuppression.Keep(found, _options.MaxOverlap)
                .OrderByDescending(face => face.Box.Prominence(picture.Width, picture.Height)).ToArray();
            activity?.SetTag("celeb.faces", faces.Length);
            return faces;
        }
        finally
        {
            PlanePool.Floats.Return(input);
        }
    }

    /// <summary>Holds the shapes that the network states against the manifest.</summary>
    private void Check()
    {
        if (_options.Width == 0 != (_options.Height == 0) || _options.Width < 0 || _options.Height < 0 || _options.Multiple < 1)
            throw new ModelException("The manifest of a detector states width and height, both or neither, or the multiple that both sides are of.");
        if (_session.InputShape is not [0 or 1, 0 or Picture.Channels, var height, var width])
            throw ModelSession.Unfit(_options.Input, _session.InputShape, "a picture is [1, 3, height, width]");
        if ((height > 0 && height != _options.Height) || (width > 0 && width != _options.Width))
        {
            throw ModelSession.Unfit(_options.Input, _session.InputShape, _options.Width == 0
                ? $"the manifest allows any size: let it state width {width} and height {height}"
                : $"the manifest says width {_options.Width} and height {_options.Height}");
        }
        foreach (var (name, each) in _decoder.Outputs)
        {
            var shape = _session.OutputShape(name);
            var fits = shape switch
            {
                [_, var planes, _, _] => planes == 0 || planes == each * _options.AnchorsPerCell,
                [.., var values] => each == 1 || values == 0 || values == each,
                _ => false,
            };
            if (!fits)
                throw ModelSession.Unfit(name, shape, $"a {_options.Head} head has {each} values for each anchor there");
        }
    }

    public void Dispose() => _session.Dispose();
}
