using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Effects;

/// <summary>
/// Paints a picture in the style that its network learned. The same picture gives the same pixels, in one run or in bands.
/// Safe for use by many threads at once; each takes memory of its own.
/// </summary>
public sealed class PictureEffect : IDisposable
{
    // What mirrored borders need before they have something to mirror.
    private const int LeastSide = 32, LargestMultiple = 64, LargestMargin = 512;

    private readonly ModelSession _session;
    private readonly PictureEffectOptions _options;

    /// <param name="model">The ONNX file.</param>
    /// <param name="options">What its manifest says.</param>
    /// <exception cref="ModelException">The network cannot be used, or does not fit its manifest.</exception>
    public PictureEffect(byte[] model, PictureEffectOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        options.Pixels.Check();
        if (options.Multiple is < 1 or > LargestMultiple || options.Margin is < 0 or > LargestMargin || options.Grain < 0)
            throw new ModelException($"The manifest of an effect states a multiple of 1 to {LargestMultiple} and a margin up to {LargestMargin} pixels, not {options.Multiple} and {options.Margin}.");
        _session = new(model, keepsMemory: false, options.Input, options.Output);
        foreach (var (tensor, shape) in new[] { (options.Input, _session.InputShape), (options.Output, _session.OutputShape(options.Output)) })
        {
            var planes = tensor == options.Input ? Planes : Picture.Channels;
            if (shape is [0 or 1, var given, 0, 0] && (given == 0 || given == planes))
                continue;
            _session.Dispose();
            throw ModelSession.Unfit(tensor, shape, $"the manifest says [1, {planes}, height, width] of any height and width");
        }
    }

    private int Planes => Picture.Channels + (_options.Grain > 0 ? 1 : 0);

    /// <summary>Paints a picture.</summary>
    /// <param name="photo">The picture; not changed.</param>
    /// <param name="strength">0: as it was; 1: as the network paints it; between them, a blend of both.</param>
    /// <param name="cancellationToken">Stops between two bands.</param>
    /// <returns>A picture of the same size.</returns>
    /// <exception cref="ModelException">The network gives something else than its manifest says.</exception>
    public Picture Apply(Picture photo, float strength = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);
        if (strength is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "From 0 to 1.");
        var painted = new Picture(photo.Width, photo.Height);
        try
        {
            if (strength == 0)
            {
                photo.Pixels.CopyTo(painted.Pixels);
                return painted;
            }
            var width = Math.Max(LeastSide, PictureBands.WholeSteps(photo.Width, _options.Multiple));
            foreach (var band in PictureBands.Of(width, photo.Height, _options))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Paint(photo, painted, band with { Given = Math.Max(LeastSide, band.Given) }, width, strength);
            }
            return painted;
        }
        catch
        {
            painted.Dispose();
            throw;
        }
    }

    private void Paint(Picture photo, Picture painted, PictureBand band, int width, float strength)
    {
        var plane = width * band.Given;
        var colours = Picture.Channels * plane;
        var planes = PlanePool.Floats.Rent(Planes * plane);
        try
        {
            PicturePlanes.Write(photo, band.From, width, band.Given, planes);
            _options.Pixels.Apply(planes.AsSpan(0, colours));
            if (_options.Grain > 0)
                PictureGrain.Write(band.From, width, band.Given, _options.Grain, planes.AsSpan(colours, plane));
            using var outputs = _session.Run(planes, [1, Planes, band.Given, width]);
            var made = outputs[0].GetTensorDataAsSpan<float>();
            if (made.Length != colours)
                throw new ModelException($"The tensor '{_options.Output}' has {made.Length} values for a picture of {colours}: it is not what the manifest says.");
            for (var row = 0; row < band.Rows; row++)
            {
                var y = band.First + row;
                PicturePlanes.Blend(made, width, band.Given, y - band.From, photo.Row(y), painted.Row(y), strength);
            }
        }
        finally
        {
            PlanePool.Floats.Return(planes);
        }
    }

    public void Dispose() => _session.Dispose();
}
