using System.Globalization;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Clients;
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
    internal async Task<BatchAnswer> CreateAsync(HttpRequest request, CountedClient? client, CancellationToken cancellationToken)
    {
        var key = IdempotencyHeader.Read(request, limits.Value.RequireIdempotencyKey);
        var id = BatchId.New(time.GetUtcNow());
        if (key is not null && await keys.ClaimAsync(client?.Key.Id, key, id, cancellationToken) is (false, var earlier))
            return await RepeatAsync(request, earlier ?? throw InProgress(), client, cancellationToken);
        var made = false;
        try
        {
            var asked = await reader.ReadAsync(request, (index, photo) => intake.AddPhotoAsync(id, index, photo, cancellationToken), cancellationToken);
            await operations.CheckAsync(asked.Order.Operation, asked.Order.Options, cancellationToken);
            CheckWebhook(asked.Order.Webhook);
            // One that is started at once is not made where the quota does not suffice.
            if (client is not null && !asked.ByLinks)
                await client.TakeBatchAsync(id, asked.Order.Total);
            var batch = await intake.CreateAsync(id, asked.Order with { Client = client?.Key.Id }, asked.ByLinks, cancellationToken);
            made = true;
            return await AnswerAsync(batch, asked, client, cancellationToken);
        }
        finally
        {
            if (!made)
            {
                // The caller may be gone; what they sent must go too.
                await intake.DropPhotosAsync(id, CancellationToken.None);
                if (key is not null)
                    await keys.ReleaseAsync(client?.Key.Id, key, CancellationToken.None);
            }
        }
    }

    /// <summary>Starts a batch.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>, <c>quota-used-up</c>.</exception>
    internal async Task<BatchAnswer> StartAsync(string id, CountedClient? client, CancellationToken cancellationToken)
    {
        var batch = await FindAsync(id, client, cancellationToken);
        var day = client is not null && batch.State == BatchState.NotStarted ? await client.TakeBatchAsync(id, batch.Total) : (DateOnly?)null;
        var started = await intake.StartAsync(id, day, cancellationToken) ?? throw Unknown(id);
        return BatchAnswers.Of(await progress.CountAsync(started, cancellationToken), time.GetUtcNow());
    }

    /// <summary>How far a batch is.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>.</exception>
    internal async Task<BatchAnswer> ShowAsync(string id, CountedClient? client, CancellationToken cancellationToken) =>
        BatchAnswers.Of(await progress.CountAsync(await FindAsync(id, client, cancellationToken), cancellationToken), time.GetUtcNow());

    /// <summary>Erases a batch.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>.</exception>
    internal async Task EraseAsync(string id, CountedClient? client, CancellationToken cancellationToken)
    {
        await FindAsync(id, client, cancellationToken);
        if (!await eraser.EraseAsync(id, cancellationToken))
            throw Unknown(id);
    }

    /// <summary>The results behind an index that are there in a row.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>: there is no such batch, or it was erased.</exception>
    internal async Task<ResultLines> ResultsAsync(string id, int after, CountedClient? client, CancellationToken cancellationToken)
    {
        var batch = await FindAsync(id, client, cancellationToken);
        if (batch.State == BatchState.Canceled)
            throw Unknown(id);
        var count = await results.CountAsync(batch, after, cancellationToken);
        return new(batch.Total, after + count, results.ReadAsync(batch, after + 1, count, cancellationToken));
    }

    /// <summary>What an effect made of one of the photos.</summary>
    /// <exception cref="ProblemException"><c>batch-unknown</c>; <c>picture-unknown</c>: there is none, or not yet.</exception>
    internal async Task<PhotoPicture> PictureAsync(string id, string index, CountedClient? client, CancellationToken cancellationToken)
    {
        var batch = await FindAsync(id, client, cancellationToken);
        if (batch.State == BatchState.Canceled)
            throw Unknown(id);
        return int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var photo)
            && await results.PictureAsync(batch, photo, cancellationToken) is { } picture
            ? picture
            : throw new ProblemException(ProblemCode.PictureUnknown, $"There is no picture of photo {index} in this batch, or not yet.");
    }

    private async Task<BatchAnswer> RepeatAsync(HttpRequest request, Batch earlier, CountedClient? client, CancellationToken cancellationToken)
    {
        var asked = await reader.ReadAsync(request, (_, _) => Task.CompletedTask, cancellationToken);
        return asked.Order.Fingerprint == earlier.Fingerprint
            ? await AnswerAsync(earlier, asked, client, cancellationToken)
            : throw new ProblemException(ProblemCode.IdempotencyKeyReused, "This key was sent with another call. Take a new key for a new batch.");
    }

    private async Task<BatchAnswer> AnswerAsync(Batch batch, BatchRequest asked, CountedClient? client, CancellationToken cancellationToken)
    {
        if (!asked.ByLinks)
            return await StartAsync(batch.Id, client, cancellationToken);
        var counted = await progress.CountAsync(batch, cancellationToken);
        // A repeat may come after the links have ended; new ones would not be good any longer.
        if (batch.UploadsUntil <= time.GetUtcNow())
            return BatchAnswers.Of(counted, time.GetUtcNow());
        var links = await intake.UploadLinksAsync(batch, cancellationToken);
        return BatchAnswers.Of(
            counted, time.GetUtcNow(), [.. links.Select((link, index) => new UploadAnswer(index, asked.Names?[index], link.AbsoluteUri))]);
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

    // Another client's batch is as unknown as one that is not.
    private async Task<Batch> FindAsync(string id, CountedClient? client, CancellationToken cancellationToken) =>
        await batches.FindAsync(id, cancellationToken) is { } batch && (client is null || batch.Client == client.Key.Id) ? batch : throw Unknown(id);

    private static ProblemException Unknown(string id) =>
        new(ProblemCode.BatchUnknown, $"There is no batch '{id}'. It may have been erased, or its time is over.");

    private static ProblemException InProgress() =>
        new(ProblemCode.IdempotencyInProgress, $"A call with this key is still running. Repeat yours in {RetryAfterSeconds} seconds.")
        {
            RetryAfterSeconds = RetryAfterSeconds,
        };
}
