using CelebFunctions.Photos;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Tests.Serving;

/// <summary>Decodes as always, but the first photo only when it is let go: a request in flight for as long as a test needs one.</summary>
internal sealed class PausedCodec : IPhotoCodec, IDisposable
{
    private readonly VipsPhotoCodec _codec = new(new());
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Began => _began.Task.WaitAsync(HeldCodec.Patience);

    public void Release() => _release.Set();

    public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default)
    {
        if (_began.TrySetResult())
            _release.Wait(HeldCodec.Patience, cancellationToken);
        return _codec.Decode(photo, cancellationToken);
    }

    public void Encode(Picture picture, PhotoFormat format, Stream destination) => _codec.Encode(picture, format, destination);

    public void Dispose()
    {
        _release.Dispose();
        _codec.Dispose();
    }
}
