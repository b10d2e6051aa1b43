using CelebFunctions.Vision.Pictures;
using NetVips;

namespace CelebFunctions.Photos;

/// <summary>Decodes and encodes photos with libvips; safe to call from many threads.</summary>
public sealed class VipsPhotoCodec(PhotoOptions options) : IPhotoCodec, IDisposable
{
    /// <summary>Photos whose decoder keeps much at once go through one at a time.</summary>
    private readonly SemaphoreSlim _heavy = new(1, 1);

    static VipsPhotoCodec()
    {
        // Photos run side by side, one thread each; a cache of operations would only keep their pixels alive.
        NetVips.NetVips.Concurrency = 1;
        NetVips.NetVips.BlockUntrusted = true;
        Cache.Max = 0;
        // A damaged photo is told to its caller; warnings about it would fill the log of whoever runs the service.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    /// <summary>Loads the library and does once what the first photo would wait for; whoever does not call this does both then.</summary>
    public static void Preload()
    {
        using VipsPhotoCodec codec = new(new PhotoOptions());
        using Picture picture = new(16, 16);
        using MemoryStream photo = new();
        codec.Encode(picture, PhotoFormat.Jpeg, photo);
        codec.Decode(photo.ToArray()).Dispose();
    }

    /// <inheritdoc />
    public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default) =>
        Decode(photo, options.WorkingSide, int.MaxValue, cancellationToken);

    /// <inheritdoc />
    public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int maxSide, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 1);
        return Decode(photo, maxSide, maxSide, cancellationToken);
    }

    private DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int leastSide, int maxSide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PhotoFormat format = PhotoErrors.Admit(photo.Span, options);
        try
        {
            using VipsPhoto opened = VipsPhoto.Open(photo, format, options, leastSide);
            bool heavy = opened.HeldBytes > options.HeavyBytes;
            if (heavy)
                _heavy.Wait(cancellationToken);
            try
            {
                return opened.Decode(maxSide, cancellationToken);
            }
            finally
            {
                if (heavy)
                    _heavy.Release();
            }
        }
        catch (VipsException damage)
        {
            // A photo that was stopped half-way fails as a damaged one does.
            cancellationToken.ThrowIfCancellationRequested();
            throw PhotoErrors.Unreadable(damage);
        }
    }

    /// <inheritdoc />
    public void Encode(Picture picture, PhotoFormat format, Stream destination) => destination.Write(VipsWriter.Encode(picture, format));

    public void Dispose() => _heavy.Dispose();
}
