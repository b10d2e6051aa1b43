using CelebFunctions.LocalHost.Tests.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Timers;

public sealed class SlowFunction(TimerRuns runs, Signals signals)
{
    [Function("Slow")]
    public async Task RunAsync([TimerTrigger("* * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        runs.Add(timer);
        await signals.Release.Task.WaitAsync(cancellation);
    }
}
