using System.Threading.Channels;
using CelebFunctions.LocalHost.Tests.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Timers;

/// <summary>What timer functions were told, run by run.</summary>
public sealed class TimerRuns
{
    private readonly Channel<TimerInfo> _runs = Channel.CreateUnbounded<TimerInfo>();

    public int Count => _runs.Reader.Count;

    public void Add(TimerInfo timer) => _runs.Writer.TryWrite(timer);

    public async Task<TimerInfo> NextAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(Signals.Patience);
}
