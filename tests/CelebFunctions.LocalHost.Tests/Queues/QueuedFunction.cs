using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Queues;

public sealed class QueuedFunction(QueueRuns runs)
{
    [Function("Queued")]
    public Task RunAsync([QueueTrigger("%Test:Queue%")] string message, FunctionContext context, CancellationToken cancellation) =>
        runs.RunAsync(new(message, context.BindingContext.BindingData), cancellation);
}
