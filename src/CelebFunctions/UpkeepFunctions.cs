using CelebFunctions.Batches.Albums;
using CelebFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions;

/// <summary>What is to be done from time to time.</summary>
public sealed class UpkeepFunctions(Func<BatchUpkeep> batches, IConfiguration configuration)
{
    [Function("Upkeep")]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        StorageConnection.Read(name => configuration[name]) is null ? Task.CompletedTask : batches().RunAsync(cancellation);
}
