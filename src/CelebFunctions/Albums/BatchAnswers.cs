using System.Globalization;
using CelebFunctions.Batches.Albums;

namespace CelebFunctions.Albums;

/// <summary>Writes batches as callers see them.</summary>
internal static class BatchAnswers
{
    public static BatchAnswer Of(Batch batch, DateTimeOffset now, IReadOnlyList<UploadAnswer>? uploads = null) => new(
        batch.Id,
        NameOf(batch.State),
        batch.Operation,
        batch.Options,
        batch.Total,
        batch.Done,
        batch.Failed,
        batch.CreatedAt,
        batch.StartedAt,
        batch.FinishedAt,
        batch.ExpiresAt,
        EstimateOf(batch, now),
        batch.Webhook,
        batch.UploadsUntil,
        uploads);

    private static string NameOf(BatchState state) => state switch
    {
        BatchState.NotStarted => "notStarted",
        BatchState.Running => "running",
        BatchState.Succeeded => "succeeded",
        BatchState.Canceled => "canceled",
    };

    private static EstimateAnswer? EstimateOf(Batch batch, DateTimeOffset now)
    {
        if (batch is not { State: BatchState.Running, StartedAt: { } started, Done: > 0 })
            return null;
        // Another instance's clock may be a little behind.
        var taken = Math.Max(0, (now - started).TotalSeconds);
        return new(
            (int)Math.Ceiling(taken / batch.Done * (batch.Total - batch.Done)),
            string.Create(CultureInfo.InvariantCulture, $"{batch.Done} photos in {Math.Round(taken)} seconds"));
    }
}
