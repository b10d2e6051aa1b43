using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Tests;

/// <summary>Decodes nothing until it is let go: a photo in work for as long as a test needs one.</summary>
internal sealed class HeldCodec : IPhotoCodec, IDisposable
{
    /// <summary>Long enough for any machine; reached only when a test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ManualResetEventSlim _release = new();

    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A photo is in work.</summary>
    public Task Began => _began.Task.WaitAsync(Patience);

    /// <summary>Its work was called off.</summary>
    public Task Cancelled => _cancelled.Task.WaitAsync(Patience);

    /// <summary>Lets photos through, each as one that is damaged.</summary>
    public void Release() => _release.Set();

    public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken = default)
    {
        _began.TrySetResult();
        try
        {
            _release.Wait(Patience, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
        throw new PhotoException(PhotoError.Unreadable, "As the test wants it.");
    }

    public DecodedPhoto Decode(ReadOnlyMemory<byte> photo, int maxSide, CancellationToken cancellationToken = default) => Decode(photo, cancellationToken);

    public void Encode(Picture picture, PhotoFormat format, Stream destination) => throw new NotSupportedException();

    public void Dispose() => _release.Dispose();
}
