using System.Threading.Channels;
using CelebFunctions.LocalHost.Tests.Http;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.LocalHost.Tests.Timers;

/// <summary>A clock that a test moves, and that tells when somebody begins to wait on it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>How long the next one who waits means to wait.</summary>
    public async Task<TimeSpan> NextWaitAsync() => await _waits.Reader.ReadAsync().AsTask().WaitAsync(Signals.Patience);
}
