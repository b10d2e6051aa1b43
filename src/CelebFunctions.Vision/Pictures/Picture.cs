using System.Buffers;

namespace CelebFunctions.Vision.Pictures;

/// <summary>
/// A picture in memory: upright, sRGB, 8 bits a channel, interleaved red, green, blue, rows from the top without padding.
/// Its memory is pooled; whoever creates it disposes of it.
/// </summary>
public sealed class Picture : IDisposable
{
    // 16 MB hold every photo at working size. The shared pool would keep arrays of each size for each thread that ever returned one.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(16 * 1024 * 1024, Environment.ProcessorCount);

    private byte[]? _pixels;

    /// <summary>Rents memory for a picture; the pixels are whatever the pool left in it.</summary>
    /// <param name="width">Pixels a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public Picture(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
        _pixels = Pool.Rent(checked(width * height * Channels));
    }

    /// <summary>Red, green, blue.</summary>
    public const int Channels = 3;

    public int Width { get; }

    public int Height { get; }

    /// <summary>All pixels, <c>Width × Height × 3</c> bytes.</summary>
    public Span<byte> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pixels is null, this);
            return _pixels.AsSpan(0, Width * Height * Channels);
        }
    }

    /// <summary>One row, <c>Width × 3</c> bytes.</summary>
    public Span<byte> Row(int y) => Pixels.Slice(y * Width * Channels, Width * Channels);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels)
            Pool.Return(pixels);
    }
}
