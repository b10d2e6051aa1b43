using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Timers;

public sealed class StartupFunction(TimerRuns runs)
{
    [Function("AtStart")]
    public Task Run([TimerTrigger("%Upkeep:Schedule%", RunOnStartup = true)] TimerInfo timer)
    {
        runs.Add(timer);
        throw new InvalidOperationException("as the test wants it");
    }
}
