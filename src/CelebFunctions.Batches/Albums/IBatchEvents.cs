namespace CelebFunctions.Batches.Albums;

/// <summary>Told what becomes of batches.</summary>
public interface IBatchEvents
{
    /// <summary>
    /// A batch has succeeded. At least once for each that does: whoever told it may have died before it could write down
    /// that it did, and upkeep then tells it again.
    /// </summary>
    Task CompletedAsync(Batch batch, CancellationToken cancellationToken);

    /// <summary>A batch is erased, and with it what is kept to tell of it.</summary>
    Task ErasedAsync(string batch, CancellationToken cancellationToken);
}
