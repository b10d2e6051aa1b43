namespace CelebFunctions.Batches.Albums;

/// <summary>Where nobody wants to be told.</summary>
public sealed class NoBatchEvents : IBatchEvents
{
    public Task CompletedAsync(Batch batch, CancellationToken cancellationToken) => Task.CompletedTask;
}
