using CelebFunctions.Batches;
using CelebFunctions.Batches.Jobs;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Photos from the queue.</summary>
public sealed class PhotoJobFunction(PhotoWorker worker)
{
    [Function("PhotoJob")]
    public Task Work([QueueTrigger(Places.JobQueue)] string message, CancellationToken cancellation) => worker.WorkAsync(message, cancellation);

    [Function("PhotoJobPoison")]
    public Task GiveUp([QueueTrigger(Places.PoisonQueue)] string message, CancellationToken cancellation) => worker.GiveUpAsync(message, cancellation);
}
