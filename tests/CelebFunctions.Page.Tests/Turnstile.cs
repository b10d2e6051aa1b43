using System.Threading.Channels;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Jobs;

namespace CelebFunctions.Page.Tests;

/// <summary>Lets the photos of albums through one by one where a test wants to see what is under way; open otherwise.</summary>
internal sealed class Turnstile
{
    private Channel<bool>? _turns;

    /// <summary>Closes it until the answer is disposed of.</summary>
    public IDisposable Close()
    {
        var turns = _turns = Channel.CreateUnbounded<bool>();
        return new Opening(() =>
        {
            _turns = null;
            turns.Writer.Complete();
        });
    }

    /// <summary>Lets one photo through.</summary>
    public void LetOneThrough() => _turns!.Writer.TryWrite(true);

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        if (_turns?.Reader is not { } turns)
            return;
        while (await turns.WaitToReadAsync(cancellationToken))
        {
            if (turns.TryRead(out _))
                return;
        }
    }

    /// <summary>Does what the app does, after its turn has come.</summary>
    public sealed class Operations(JobOperations operations, Turnstile turnstile) : IPhotoOperations
    {
        public async Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
        {
            await turnstile.PassAsync(cancellationToken);
            return await operations.RunAsync(job, photo, cancellationToken);
        }
    }

    private sealed class Opening(Action open) : IDisposable
    {
        public void Dispose() => open();
    }
}
