using System.Collections.Concurrent;
using System.Threading.Channels;
using CelebFunctions.LocalHost.Tests.Http;

namespace CelebFunctions.LocalHost.Tests.Queues;

/// <summary>What queue functions were called with, and what they are to do.</summary>
public sealed class QueueRuns
{
    private readonly Channel<QueueRun> _runs = Channel.CreateUnbounded<QueueRun>();
    private int _atOnce;

    /// <summary>How many ran at the same time at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Runs that the test has not looked at yet.</summary>
    public int Waiting => _runs.Reader.Count;

    public ConcurrentBag<string> Cancelled { get; } = [];

    /// <summary>What the function does.</summary>
    public Func<QueueRun, CancellationToken, Task> Does { get; set; } = (_, _) => Task.CompletedTask;

    public async Task RunAsync(QueueRun run, CancellationToken cancellationToken)
    {
        lock (_runs)
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        try
        {
            _runs.Writer.TryWrite(run);
            await Does(run, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled.Add(run.Message);
            throw;
        }
        finally
        {
            lock (_runs)
                _atOnce--;
        }
    }

    public async Task<QueueRun> NextAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(Signals.Patience);

    public async Task<string[]> NextAsync(int count)
    {
        var messages = new string[count];
        for (var i = 0; i < count; i++)
            messages[i] = (await NextAsync()).Message;
        return messages;
    }
}
