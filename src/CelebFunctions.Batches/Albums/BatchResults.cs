using System.Runtime.CompilerServices;
using CelebFunctions.Batches.Jobs;

namespace CelebFunctions.Batches.Albums;

/// <summary>
/// The results of a batch in the order of its photos, also while it runs: as far as all before have ended. So whoever goes
/// on after the last line that they have misses none, whatever is done meanwhile.
/// </summary>
public sealed class BatchResults(BatchStore batches, JobStore jobs)
{
    /// <summary>Most lines of one answer.</summary>
    public const int MostLines = 1000;

    private const int ReadAhead = 8;

    /// <summary>How many there are in a row after one.</summary>
    /// <param name="batch">Whose.</param>
    /// <param name="after">Index of the last one that is known; -1 for none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>At most <see cref="MostLines"/>.</returns>
    public async Task<int> CountAsync(Batch batch, int after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (after >= batch.Total - 1)
            return 0;
        var ended = await batches.EndedAsync(batch.Id, cancellationToken);
        var count = 0;
        while (count < MostLines && ended.ContainsKey(after + 1 + count))
            count++;
        return count;
    }

    /// <summary>The picture that was made of a photo.</summary>
    /// <param name="batch">Whose.</param>
    /// <param name="index">The photo's place.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Null where there is none, or not yet.</returns>
    public Task<PhotoPicture?> PictureAsync(Batch batch, int index, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return jobs.FindPictureAsync(BatchId.JobOf(batch.Id, index), cancellationToken);
    }

    /// <summary>Reads results, each as its blob has it.</summary>
    /// <param name="batch">Whose.</param>
    /// <param name="first">Index of the first.</param>
    /// <param name="count">How many; all of them have ended.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    /// <returns>Fewer where the batch is erased meanwhile.</returns>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Batch batch, int first, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var reading = new Queue<Task<ReadOnlyMemory<byte>?>>();
        for (var index = first; index < first + count || reading.Count > 0;)
        {
            for (; index < first + count && reading.Count < ReadAhead; index++)
                reading.Enqueue(jobs.ReadResultAsync(BatchId.JobOf(batch.Id, index), cancellationToken));
            if (await reading.Dequeue() is not { } result)
                yield break;
            yield return result;
        }
    }
}
