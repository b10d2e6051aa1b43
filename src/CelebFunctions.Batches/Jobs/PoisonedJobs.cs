using System.Runtime.CompilerServices;
using System.Text.Json;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Results;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Jobs;

/// <summary>The jobs that were given up, which can be sent again.</summary>
public sealed class PoisonedJobs(BlobStore blobs, JobStore store)
{
    private const string Extension = ".json";

    private readonly UsageLog _usage = new(blobs);

    // A message of 48 KiB as JSON within JSON, each letter of it escaped.
    private const int MaxPoisonBytes = 512 * 1024, MaxResultBytes = 16 * 1024 * 1024;

    /// <summary>All of them, by name.</summary>
    public async IAsyncEnumerable<PoisonedJob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in blobs.ListAsync(Places.Poison, "", cancellationToken))
        {
            // Gone again where somebody sent it meanwhile.
            if (await blobs.ReadAsync(Places.Poison, name, MaxPoisonBytes, cancellationToken) is { } blob)
                yield return Read(blob);
        }
    }

    /// <summary>After how many attempts it was given up.</summary>
    public static int AttemptsOf(PoisonedJob poisoned) => JobMessage.Outline(poisoned.Message).Attempt;

    /// <summary>
    /// Sends a job again, as if for the first time. First its failed result goes, and what it counted to its client, so that the job can have another; then
    /// its message is sent; last its record goes. Whoever is killed in between leaves the record behind, and does all of it
    /// again next time: a message sent twice has one result. A job that succeeded meanwhile keeps its result and is not
    /// sent; a record that was written anew meanwhile, because the job failed again, stays.
    /// </summary>
    /// <param name="job">Its id.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public async Task<ReplayOutcome> ReplayAsync(string job, CancellationToken cancellationToken)
    {
        if (!JobId.IsValid(job) || await blobs.ReadAsync(Places.Poison, $"{job}{Extension}", MaxPoisonBytes, cancellationToken) is not { } record)
            return ReplayOutcome.Unknown;
        if (JobOf(Read(record)) is not { } again)
            return ReplayOutcome.Unreadable;

        var outcome = ReplayOutcome.Done;
        if (await RemoveFailureAsync(again, cancellationToken))
        {
            await store.SendAsync(again with { Attempt = 1 }, TimeSpan.Zero, cancellationToken);
            outcome = ReplayOutcome.Sent;
        }
        await blobs.TryDeleteAsync(Places.Poison, $"{job}{Extension}", record.ETag, cancellationToken);
        return outcome;
    }

    /// <returns>False where the job succeeded.</returns>
    private async Task<bool> RemoveFailureAsync(PhotoJob job, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(Places.Results, $"{job.Job}{Extension}", MaxResultBytes, cancellationToken) is not { } blob)
            return true;
        var result = JsonSerializer.Deserialize(blob.Content.Span, BatchesJson.Default.JobResult)!;
        if (result.Status == JobStatus.Succeeded)
            return false;
        // Before the result, which tells under which name it was counted.
        await _usage.TakeBackAsync(job, result, cancellationToken);
        await blobs.TryDeleteAsync(Places.Results, $"{job.Job}{Extension}", blob.ETag, cancellationToken);
        return true;
    }

    private static PoisonedJob Read(StoredBlob blob) => JsonSerializer.Deserialize(blob.Content.Span, BatchesJson.Default.PoisonedJob)!;

    private static PhotoJob? JobOf(PoisonedJob poisoned)
    {
        try
        {
            return JobMessage.Read(poisoned.Message);
        }
        catch (JobException)
        {
            return null;
        }
    }
}
