using CelebFunctions.Vision.Pictures;
using NetVips;

namespace CelebFunctions.Photos;

/// <summary>A photo whose header has been read and found within the limits; no pixel is decoded until asked for.</summary>
internal sealed class VipsPhoto : IDisposable
{
    private readonly PhotoFormat _format;
    private readonly Source _source;
    private readonly Image _image;
    private readonly int _width, _height, _reduction;

    private VipsPhoto(PhotoFormat format, Source source, Image image, PhotoHeader header, int reduction)
    {
        (_format, _source, _image, _reduction) = (format, source, image, reduction);
        (_width, _height) = (header.Width, header.Height);
        HeldBytes = (long)(header.HeldBytesPerPixel * header.Width * header.Height);
    }

    /// <summary>Bytes that the decoder keeps at once, beyond a few rows.</summary>
    public long HeldBytes { get; }

    /// <param name="photo">The bytes.</param>
    /// <param name="format">What they are.</param>
    /// <param name="options">Limits.</param>
    /// <param name="leastSide">The longest side keeps at least so many pixels where the photo is reduced while it is decoded.</param>
    /// <exception cref="PhotoException">Too many pixels, or no header.</exception>
    /// <exception cref="VipsException">The header is damaged.</exception>
    public static VipsPhoto Open(ReadOnlyMemory<byte> photo, PhotoFormat format, PhotoOptions options, int leastSide)
    {
        PhotoHeader? announced = PhotoHeader.Read(format, photo.Span);
        if (announced is { } early)
            PhotoErrors.CheckSize(early.Width, early.Height, options);
        else if (format is not (PhotoFormat.Tiff or PhotoFormat.Avif))
            throw PhotoErrors.Unreadable(null);

        Source source = Source.NewFromMemory(photo.Span);
        Image? image = null;
        try
        {
            int reduction = 1;
            if (format == PhotoFormat.Jpeg)
                reduction = WorkingSize.JpegReduction(announced!.Value.Width, announced.Value.Height, leastSide);
            else if (format == PhotoFormat.WebP)
                reduction = WorkingSize.Reduction(announced!.Value.Width, announced.Value.Height, leastSide);
            image = Load(source, format, reduction);

            // AVIF's decoder keeps planes and the RGB made from them; TIFF's keeps strips.
            PhotoHeader header = announced ?? new(image.Width, image.Height, format == PhotoFormat.Avif ? 6 : 0);
            PhotoErrors.CheckSize(header.Width, header.Height, options);
            if (format is not (PhotoFormat.Jpeg or PhotoFormat.WebP))
                reduction = WorkingSize.Reduction(header.Width, header.Height, leastSide);
            VipsPhoto opened = new(format, source, image, header, reduction);
            if (opened.HeldBytes > options.MaxDecoderBytes)
            {
                throw new PhotoException(PhotoError.TooManyPixels,
                    "Decoding this photo would take too much memory. Send a smaller one, or save it as a baseline JPEG.");
            }
            return opened;
        }
        catch
        {
            image?.Dispose();
            source.Dispose();
            throw;
        }
    }

    /// <param name="maxSide">Pixels of the longest side, at most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public DecodedPhoto Decode(int maxSide, CancellationToken cancellationToken)
    {
        int orientation = _image.Contains("orientation") ? Convert.ToInt32(_image.Get("orientation"), null) : 1;
        using Image working = WorkingPixels.From(_image, _format is PhotoFormat.Jpeg or PhotoFormat.WebP ? 1 : _reduction);
        using Image fitting = Fit(working, maxSide);
        Picture stored = VipsWriter.Render(fitting, cancellationToken);
        if (orientation is < 2 or > 8)
            return new(stored, _format, _width, _height);
        using (stored)
        {
            Picture upright = VipsWriter.Transform(stored, image => Orientation.Undo(image, orientation), cancellationToken);
            return Orientation.SwapsSides(orientation)
                ? new(upright, _format, _height, _width)
                : new(upright, _format, _width, _height);
        }
    }

    private Image Fit(Image working, int maxSide)
    {
        double scale = (double)maxSide / Math.Max(_width, _height);
        if (Math.Max(working.Width, working.Height) <= maxSide)
            return working.Copy();
        // By the original's own shape: a reduced one is a pixel off.
        return working.Resize(
            Math.Max(1, Math.Round(_width * scale)) / working.Width, vscale: Math.Max(1, Math.Round(_height * scale)) / working.Height);
    }

    private static Image Load(Source source, PhotoFormat format, int reduction) => format switch
    {
        // libjpeg only warns of damaged data; bytes too many before the end, which real cameras write, come after the last row and pass.
        PhotoFormat.Jpeg => Image.JpegloadSource(source, shrink: reduction, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning),
        PhotoFormat.Png => Image.PngloadSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PhotoFormat.WebP => Image.WebploadSource(source, scale: 1.0 / reduction, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PhotoFormat.Avif => Image.HeifloadSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PhotoFormat.Tiff => Image.TiffloadSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        PhotoFormat.Gif => Image.GifloadSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    public void Dispose()
    {
        _image.Dispose();
        _source.Dispose();
    }
}
