using System.Security.Cryptography;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Clients;

/// <summary>
/// A client's day on this instance: what it may count, what is being worked on, and what waits to be written down. Photos
/// that end while the sheet is being written share the next write.
/// </summary>
internal sealed class ClientDay(BlobStore blobs, QuotaBook book, TimeProvider time, TimeSpan idle, string client, DateOnly day) : IAsyncDisposable
{
    private const int LeaseBytes = 8;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _leasing = new(1);
    private readonly List<Entry> _waiting = [];

    private string _lease = "";
    private UsageSheet? _sheet;
    private Task _writing = Task.CompletedTask;
    private int? _limit;
    private long _leased, _spent, _held;
    private long? _free;
    private (long Photos, DateTimeOffset Until, DateTimeOffset Again) _refused = (long.MaxValue, default, default);

    public DateOnly Day => day;

    /// <summary>Photos that the client still has, as far as this instance knows: others may have used some since it last looked.</summary>
    public async Task<long> LeftAsync(int limit)
    {
        var free = _free ??= await book.FreeAsync(client, day, limit);
        lock (_lock)
            return Math.Max(0, free + _leased - _spent - _held);
    }

    /// <summary>Takes photos to work on.</summary>
    /// <param name="photos">How many.</param>
    /// <param name="limit">The quota; null for none.</param>
    /// <returns>Null where they are taken; else when to try again.</returns>
    public async Task<TimeSpan?> TakeAsync(int photos, int? limit)
    {
        while (true)
        {
            lock (_lock)
            {
                _limit = limit;
                if (Missing() <= 0)
                {
                    _held += photos;
                    return null;
                }
            }
            if (await LeaseAsync(Missing) is { } wait)
                return wait;
        }

        long Missing() => _limit is null ? 0 : photos - (_leased - _spent - _held);
    }

    /// <summary>Gives back what was taken and not worked on.</summary>
    public void Return(int photos)
    {
        lock (_lock)
            _held -= photos;
    }

    /// <summary>Writes down what came of photos that were taken.</summary>
    /// <returns>False where others took back the lease meanwhile and nothing is left: nothing was written.</returns>
    public Task<bool> RecordAsync(OperationUsage usage)
    {
        var entry = new Entry(usage, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiting.Add(entry);
            if (_writing.IsCompleted)
                _writing = Task.Run(WriteAllAsync);
        }
        return entry.Written.Task;
    }

    /// <summary>Looks anew at what is left before it is told the next time.</summary>
    public void Forget() => _free = null;

    /// <summary>Gives back what is leased and not used.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing;
        if (_leased > 0)
            await book.ReturnAsync(client, day, _lease);
        _leasing.Dispose();
    }

    private async Task WriteAllAsync()
    {
        while (true)
        {
            Entry[] entries;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    // Within the lock, so that whoever comes next starts anew.
                    _writing = Task.CompletedTask;
                    return;
                }
                entries = [.. _waiting];
                _waiting.Clear();
            }
            try
            {
                await WriteAsync(entries);
            }
            catch (Exception error)
            {
                foreach (var entry in entries.Where(entry => !entry.Written.Task.IsCompleted))
                    End(entry, written => written.TrySetException(error));
            }
        }
    }

    private async Task WriteAsync(Entry[] entries)
    {
        while (true)
        {
            // Asked anew: a write that seemed to fail may have counted all the same.
            await SettleAsync();
            entries = await CoveredAsync(entries);
            if (entries.Length == 0)
                return;
            var (lease, sheet) = Current();
            if (await sheet.TryAddAsync(entries.Select(entry => entry.Usage)))
            {
                await SettleAsync();
                foreach (var entry in entries)
                    End(entry, written => written.TrySetResult(true));
                return;
            }
            Drop(lease);
        }
    }

    private async Task SettleAsync()
    {
        var (lease, sheet) = Current();
        var spent = await sheet.PhotosAsync();
        lock (_lock)
        {
            if (_lease == lease)
                _spent = spent;
        }
    }

    /// <summary>Those for which there is a lease; it is there already unless it was lost on the way. The others end.</summary>
    private async Task<Entry[]> CoveredAsync(Entry[] entries)
    {
        var (covered, photos) = (new List<Entry>(), 0L);
        foreach (var entry in entries)
        {
            long Missing() => _limit is null ? 0 : photos + entry.Usage.Photos - (_leased - _spent);
            TimeSpan? wait = null;
            while (wait is null && IsPositive(Missing))
                wait = await LeaseAsync(Missing);
            if (wait is null)
            {
                covered.Add(entry);
                photos += entry.Usage.Photos;
            }
            else
            {
                End(entry, written => written.TrySetResult(false));
            }
        }
        return [.. covered];
    }

    /// <summary>Asks for more.</summary>
    /// <param name="missing">How many photos, once it is this call's turn.</param>
    /// <returns>Null where it is worth another look; else when to try again.</returns>
    private async Task<TimeSpan?> LeaseAsync(Func<long> missing)
    {
        await _leasing.WaitAsync();
        try
        {
            var (lease, _) = Current();
            if (!IsPositive(missing))
                return null;
            var (now, photos) = (time.GetUtcNow(), (int)missing());
            if (now < _refused.Again && photos >= _refused.Photos)
                return _refused.Until - now;
            var grant = await book.LeaseAsync(client, day, lease, isNew: _leased == 0, photos, _limit!.Value);
            if (grant == QuotaGrant.Lost)
            {
                Drop(lease);
                return null;
            }
            lock (_lock)
            {
                if (_lease == lease)
                    _leased = grant.Photos;
                _free = grant.Free;
            }
            // Not asked for again at once: a client that keeps calling would cost a look at storage each time.
            _refused = grant.Wait is { } wait ? (photos, now + wait, now + (wait < idle ? wait : idle)) : (long.MaxValue, default, default);
            return grant.Wait;
        }
        finally
        {
            _leasing.Release();
        }
    }

    private bool IsPositive(Func<long> missing)
    {
        lock (_lock)
            return missing() > 0;
    }

    /// <summary>Leaves a lease that others took back; what is being worked on needs another one.</summary>
    private void Drop(string lease)
    {
        lock (_lock)
        {
            if (_lease == lease)
                (_lease, _sheet, _leased, _spent) = ("", null, 0, 0);
        }
    }

    private (string Lease, UsageSheet Sheet) Current()
    {
        lock (_lock)
        {
            if (_sheet is null)
            {
                _lease = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LeaseBytes));
                _sheet = new(blobs, time, UsagePlaces.Sheet(client, day, _lease));
            }
            return (_lease, _sheet);
        }
    }

    private void End(Entry entry, Action<TaskCompletionSource<bool>> how)
    {
        Return((int)entry.Usage.Photos);
        how(entry.Written);
    }

    private sealed record Entry(OperationUsage Usage, TaskCompletionSource<bool> Written);
}
