using CelebFunctions.Storage;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.LocalHost.Queues;

/// <summary>
/// A message that is being worked on: nobody else sees it, since its invisibility is renewed at half time, until it is
/// let go or somebody else got it all the same. Whatever ends the work uses the latest receipt.
/// </summary>
internal sealed class HeldMessage : IAsyncDisposable
{
    // The host's source, QueueListener: where storage fails, renewal is tried at half the interval again, down to a tenth of it.
    private const int Slowest = 2, Fastest = 10;

    private readonly MessageQueue _queue;
    private readonly TimeSpan _invisibility;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;
    private QueuedMessage? _message;

    /// <summary>Holds it.</summary>
    public HeldMessage(MessageQueue queue, QueuedMessage message, TimeSpan invisibility, TimeProvider time)
    {
        (_queue, _message, _invisibility, _time) = (queue, message, invisibility, time);
        Message = message;
        _renewing = RenewAsync(_ended.Token);
    }

    /// <summary>As it was received.</summary>
    public QueuedMessage Message { get; }

    /// <summary>Deletes it.</summary>
    /// <returns>False where somebody else has it by now, or it is gone.</returns>
    public async Task<bool> DeleteAsync()
    {
        await StopRenewingAsync();
        return _message is { } message && await _queue.DeleteAsync(message, CancellationToken.None);
    }

    /// <summary>Lets others have it.</summary>
    /// <param name="delay">Not before.</param>
    public async Task ReleaseAsync(TimeSpan delay)
    {
        await StopRenewingAsync();
        if (_message is { } message)
            await _queue.HideAsync(message, delay, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopRenewingAsync();
        _ended.Dispose();
    }

    private async Task StopRenewingAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var usual = _invisibility / Slowest;
        var wait = usual;
        try
        {
            while (_message is { } message)
            {
                await Task.Delay(wait, _time, cancellationToken);
                try
                {
                    // Not cancelled halfway: the receipt that it brings is the only one that counts from then on.
                    _message = await _queue.HideAsync(message, _invisibility, CancellationToken.None);
                    wait = usual;
                }
                catch (StorageException)
                {
                    var sooner = wait / 2;
                    wait = sooner > _invisibility / Fastest ? sooner : _invisibility / Fastest;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work ended.
        }
    }
}
