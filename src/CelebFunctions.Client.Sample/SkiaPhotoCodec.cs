using System.Runtime.InteropServices;
using CelebFunctions.Vision.Pictures;
using SkiaSharp;

namespace CelebFunctions.Client.Sample;

/// <summary>A codec on SkiaSharp, which runs on phones too.</summary>
public sealed class SkiaPhotoCodec : IPhotoCodec
{
    private const int WorkingSide = 1000, JpegQuality = 90;

    private const long MostPixels = 100_000_000;

    private static readonly float[] Reductions = [0.125f, 0.25f, 0.5f];

    /// <inheritdoc />
    public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default) =>
        Decode(photo, DecodeReduced, cancellationToken);

    /// <inheritdoc />
    public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int maxSide, CancellationToken cancellationToken = default) =>
        Decode(photo, codec => Scaled(DecodeAtLeast(codec, maxSide), maxSide), cancellationToken);

    private static DecodedPhoto Decode(ReadOnlyMemory<byte> photo, Func<SKCodec, SKBitmap> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (photo.IsEmpty)
            throw new PhotoException(PhotoError.Empty, "There is no photo.");
        using var data = SKData.CreateCopy(photo.Span);
        using var codec = SKCodec.Create(data)
            ?? throw new PhotoException(PhotoError.UnsupportedFormat, $"These bytes are no photo that can be read here. Take {PhotoFormatSniffer.Accepted}.");
        if ((long)codec.Info.Width * codec.Info.Height > MostPixels)
            throw new PhotoException(PhotoError.TooManyPixels, $"The photo has {codec.Info.Width} × {codec.Info.Height} pixels, more than are read here.");
        using var bitmap = read(codec);
        cancellationToken.ThrowIfCancellationRequested();
        using var upright = Upright(bitmap, codec.EncodedOrigin);
        var (width, height) = IsTurned(codec.EncodedOrigin) ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        return new(CopyOut(upright), PhotoFormatSniffer.Detect(photo.Span), width, height);
    }

    /// <inheritdoc />
    public void Encode(Picture picture, PhotoFormat format, Stream destination)
    {
        var encoding = format switch
        {
            PhotoFormat.Jpeg => SKEncodedImageFormat.Jpeg,
            PhotoFormat.Png => SKEncodedImageFormat.Png,
            PhotoFormat.WebP => SKEncodedImageFormat.Webp,
            _ => throw new PhotoException(PhotoError.UnsupportedFormat, $"Pictures are not written as {format} here; ask for JPEG, PNG or WebP."),
        };
        using var bitmap = New(picture.Width, picture.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            var source = MemoryMarshal.Cast<byte, Rgb>(picture.Row(y));
            var target = Row(bitmap, y);
            for (var x = 0; x < source.Length; x++)
                target[x] = new(source[x], byte.MaxValue);
        }
        bitmap.Encode(destination, encoding, JpegQuality);
    }

    /// <summary>By the format's own reductions, a JPEG's 1/2, 1/4 and 1/8; what has none is scaled.</summary>
    private static SKBitmap DecodeReduced(SKCodec codec)
    {
        var bitmap = DecodeAtLeast(codec, WorkingSide);
        var longest = Math.Max(bitmap.Width, bitmap.Height);
        return Scaled(bitmap, longest / Math.Max(1, longest / WorkingSide));
    }

    private static SKBitmap DecodeAtLeast(SKCodec codec, int side)
    {
        var size = Reductions
            .Select(codec.GetScaledDimensions)
            .FirstOrDefault(scaled => Math.Max(scaled.Width, scaled.Height) >= side, codec.Info.Size);
        var bitmap = New(size.Width, size.Height, SKAlphaType.Premul);
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new PhotoException(PhotoError.Unreadable, "The photo is damaged or cut off. Save or send it again.");
        }
        return bitmap;
    }

    /// <summary>With no more than so many pixels a side; the bitmap that was given is disposed of where it is another.</summary>
    private static SKBitmap Scaled(SKBitmap bitmap, int maxSide)
    {
        var scale = (double)maxSide / Math.Max(bitmap.Width, bitmap.Height);
        if (scale >= 1)
            return bitmap;
        using (bitmap)
        {
            return bitmap.Resize(
                bitmap.Info.WithSize(Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale))),
                new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
    }

    /// <summary>Turned as its EXIF says, on white.</summary>
    private static SKBitmap Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var (width, height) = (bitmap.Width, bitmap.Height);
        var upright = IsTurned(origin) ? New(height, width) : New(width, height);
        using var canvas = new SKCanvas(upright);
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
            _ => SKMatrix.Identity,
        });
        canvas.DrawBitmap(bitmap, 0, 0, SKSamplingOptions.Default);
        return upright;
    }

    private static bool IsTurned(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    private static Picture CopyOut(SKBitmap bitmap)
    {
        var picture = new Picture(bitmap.Width, bitmap.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            var source = Row(bitmap, y);
            var target = MemoryMarshal.Cast<byte, Rgb>(picture.Row(y));
            for (var x = 0; x < source.Length; x++)
                target[x] = source[x].Colour;
        }
        return picture;
    }

    private static SKBitmap New(int width, int height, SKAlphaType alpha = SKAlphaType.Opaque) =>
        new(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb()));

    private static Span<Pixel> Row(SKBitmap bitmap, int y) =>
        MemoryMarshal.Cast<byte, Pixel>(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(bitmap.GetPixelSpan()), bitmap.ByteCount).Slice(y * bitmap.RowBytes, bitmap.RowBytes));

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Rgb(byte R, byte G, byte B);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Pixel(Rgb Colour, byte Alpha);
}
