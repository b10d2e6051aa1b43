using CelebFunctions.Batches;
using CelebFunctions.Batches.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Photos from the queue.</summary>
public sealed class PhotoJobFunction(PhotoWorker worker)
{
    [Function("PhotoJob")]
    public Task Work([QueueTrigger(Places.JobQueue)] string message, FunctionContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        // A text or a number, as the host likes.
        var count = context.BindingContext.BindingData.GetValueOrDefault("DequeueCount")?.ToString();
        return worker.WorkAsync(message, long.TryParse(count, out var deliveries) ? deliveries : 1, cancellation);
    }

    [Function("PhotoJobPoison")]
    public Task GiveUp([QueueTrigger(Places.PoisonQueue)] string message, CancellationToken cancellation) => worker.GiveUpAsync(message, cancellation);
}
