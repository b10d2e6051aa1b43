using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Http;
using CelebFunctions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Albums;

/// <summary>Batches as callers handle them.</summary>
public sealed class BatchService(
    BatchReader reader,
    BatchIntake intake,
    BatchStore batches,
    BatchProgress progress,
    BatchResults results,
    BatchEraser eraser,
    IdempotencyKeys keys,
    JobOperations operations,
    WebhookPolicy webhooks,
    IOptions<BatchLimits> limits,
    TimeProvider time)
{
    private const int RetryAfterSeconds = 2;

    /// <summary>Makes the batch that a request asks for, or finds the one that it made before.</summary>
    /// <exception cref="ProblemException">The request cannot be read, or asks for what there is not.</exception>
    internal async Task<BatchAnswer> CreateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var key = IdempotencyHeader.Read(request, limits.Value.RequireIdempotencyKey);
        var id = BatchId.New(time.GetUtcNow());
        if (key is not null && await keys.ClaimAsync(null, key, id, cancellationToken) is (false, var earlier))
            return await RepeatAsync(request, earlier ?? throw InProgress(), cancellationToken);
        var made = false;
        try
        {
            var asked = await reader.ReadAsync(request, (index, photo) => intake.AddPhotoAsync(id, index, photo, cancellationToken), cancellationToken);
            await operations.CheckAsync(asked.Order.Operation, asked.Order.Options, cancellationToken);
            CheckWebhook(asked.Order.Webhook);
            var batch = await intake.CreateAsync(id, asked.Order, asked.ByLinks, cancellationToken);
            made = true;
            return await AnswerAsync(batch, asked, cancellationToken);
        }
        finally
        {
            if (!made)
            {
                // The caller may be gone; what they sent must go too.
                await intake.DropPhotosAsync(id, CancellationToken.None);
                if (key is not null)
                    await keys.ReleaseAsync(null, key, CancellationToken.None);
            }
        }
    }

    /// <summary>Starts a batch.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>.</exception>
    internal async Task<BatchAnswer> StartAsync(string id, CancellationToken cancellationToken) =>
        BatchAnswers.Of(await progress.CountAsync(await intake.StartAsync(id, cancellationToken) ?? throw Unknown(id), cancellationToken), time.GetUtcNow());

    /// <summary>How far a batch is.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>.</exception>
    internal async Task<BatchAnswer> ShowAsync(string id, CancellationToken cancellationToken) =>
        BatchAnswers.Of(await progress.CountAsync(await FindAsync(id, cancellationToken), cancellationToken), time.GetUtcNow());

    /// <summary>Erases a batch.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>.</exception>
    internal async Task EraseAsync(string id, CancellationToken cancellationToken)
    {
        if (!await eraser.EraseAsync(id, cancellationToken))
            throw Unknown(id);
    }

    /// <summary>The results behind an index that are there in a row.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>: there is no such batch, or it was erased.</exception>
    internal async Task<ResultLines> ResultsAsync(string id, int after, CancellationToken cancellationToken)
    {
        var batch = await FindAsync(id, cancellationToken);
        if (batch.State == BatchState.Canceled)
            throw Unknown(id);
        var count = await results.CountAsync(batch, after, cancellationToken);
        return new(batch.Total, after + count, results.ReadAsync(batch, after + 1, count, cancellationToken));
    }

    private async Task<BatchAnswer> RepeatAsync(HttpRequest request, Batch earlier, CancellationToken cancellationToken)
    {
        var asked = await reader.ReadAsync(request, (_, _) => Task.CompletedTask, cancellationToken);
        return asked.Order.Fingerprint == earlier.Fingerprint
            ? await AnswerAsync(earlier, asked, cancellationToken)
            : throw new ProblemException(ProblemCode.IdempotencyKeyReused, "This key was sent with another call. Take a new key for a new batch.");
    }

    private async Task<BatchAnswer> AnswerAsync(Batch batch, BatchRequest asked, CancellationToken cancellationToken)
    {
        if (!asked.ByLinks)
            return await StartAsync(batch.Id, cancellationToken);
        var links = await intake.UploadLinksAsync(batch, cancellationToken);
        return BatchAnswers.Of(
            await progress.CountAsync(batch, cancellationToken),
            time.GetUtcNow(),
            [.. links.Select((link, index) => new UploadAnswer(index, asked.Names?[index], link.AbsoluteUri))]);
    }

    private void CheckWebhook(string? webhook)
    {
        try
        {
            if (webhook is not null)
                webhooks.Check(webhook);
        }
        catch (WebhookAddressException refusal)
        {
            throw new ProblemException(ProblemCode.InvalidParameter, refusal.Message)
            {
                Errors = new Dictionary<string, string> { ["webhook"] = refusal.Message },
            };
        }
    }

    private async Task<Batch> FindAsync(string id, CancellationToken cancellationToken) =>
        await batches.FindAsync(id, cancellationToken) ?? throw Unknown(id);

    private static ProblemException Unknown(string id) =>
        new(ProblemCode.BatchUnknown, $"There is no batch '{id}'. It may have been erased, or its time is over.");

    private static ProblemException InProgress() =>
        new(ProblemCode.IdempotencyInProgress, $"A call with this key is still running. Repeat yours in {RetryAfterSeconds} seconds.")
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };
}
