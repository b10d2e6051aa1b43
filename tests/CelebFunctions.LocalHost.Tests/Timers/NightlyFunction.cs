using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Timers;

public sealed class NightlyFunction(TimerRuns runs)
{
    [Function("Nightly")]
    public void Run([TimerTrigger("0 30 3 * * *")] TimerInfo timer) => runs.Add(timer);
}
