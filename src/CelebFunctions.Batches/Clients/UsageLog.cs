using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Storage.Blobs;

namespace CelebFunctions.Batches.Clients;

/// <summary>
/// What clients used. A job of the queue is a blob without content whose name follows from the job and its one result,
/// so it is counted once however often it comes; what is counted over HTTP lies in the sheets of <see cref="ClientQuota"/>.
/// No photo, no vector and no person's name is in it, and it stays when a batch is erased.
/// </summary>
public sealed class UsageLog(BlobStore blobs)
{
    /// <summary>Counts a job that has a result; nothing happens where it is counted already, or nobody's.</summary>
    internal Task CountAsync(PhotoJob job, JobResult result, CancellationToken cancellationToken) => job.Client is not { } client
        ? Task.CompletedTask
        : blobs.TryCreateAsync(Places.Usage, NameOf(client, job, result), default, "text/plain", cancellationToken);

    /// <summary>Counts a result no more that is to be replaced by another.</summary>
    internal Task TakeBackAsync(PhotoJob job, JobResult result, CancellationToken cancellationToken) =>
        job.Client is not { } client ? Task.CompletedTask : blobs.DeleteAsync(Places.Usage, NameOf(client, job, result), cancellationToken);

    /// <summary>What a client used on a day.</summary>
    public async Task<DayUsage> ReadAsync(string client, DateOnly day, CancellationToken cancellationToken)
    {
        var (usages, prefix) = (new List<OperationUsage>(), UsagePlaces.Day(client, day));
        await foreach (var name in blobs.ListAsync(Places.Usage, prefix, cancellationToken))
        {
            if (UsagePlaces.AsUsage(name, prefix) is { } job)
                usages.Add(job);
            else if (UsagePlaces.IsSheet(name, prefix) && await blobs.ReadAsync(Places.Usage, name, UsageSheet.MaxBytes, cancellationToken) is { } sheet)
                usages.AddRange(JsonSerializer.Deserialize(sheet.Content.Span, ClientsJson.Default.UsageSheetContent)!.Operations);
        }
        return new(day, OperationUsage.Sum(usages));
    }

    // The result's day, so that a message that comes again after midnight finds the same name.
    private static string NameOf(string client, PhotoJob job, JobResult result) =>
        UsagePlaces.Job(client, ClientQuota.DayOf(result.FinishedAt), job.Operation, result.Status == JobStatus.Succeeded, job.Job);
}
