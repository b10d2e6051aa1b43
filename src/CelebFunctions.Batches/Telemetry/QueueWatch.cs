using CelebFunctions.Storage;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.Batches.Telemetry;

/// <summary>Looks at the queues.</summary>
public sealed class QueueWatch(QueueStore queues, TimeProvider time)
{
    /// <summary>Looks at each that there is.</summary>
    /// <exception cref="StorageException">Storage cannot be reached.</exception>
    public async Task<IReadOnlyList<QueueState>> LookAsync(CancellationToken cancellationToken)
    {
        var states = new List<QueueState>();
        foreach (var name in Places.Queues)
        {
            if (await queues.Queue(name).LookAsync(cancellationToken) is { } look)
                states.Add(new(name, look.Count, look.Oldest is { } oldest && oldest < time.GetUtcNow() ? time.GetUtcNow() - oldest : TimeSpan.Zero));
        }
        return states;
    }
}
