using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CelebFunctions.Albums;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Http;

namespace CelebFunctions.Cli.Batches;

/// <summary>
/// Has a folder's photos worked on, part by part. Each step looks at what is there and does what is missing, so a run that
/// ended anywhere is gone on with by another.
/// </summary>
internal sealed class BatchRun(
    FolderOrder order, FolderPhotos photos, FunctionApp app, PhotoUploader uploader, StateFile state, PartialOutput output, Terminal terminal)
{
    private const string NotStarted = "notStarted";

    // Each round is a batch of the same photos that was erased; a user does not erase so many in the day that keys are remembered.
    private const int MostRounds = 100;

    /// <summary>Until each photo has its line.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var part in order.Parts())
        {
            if (output.Lines >= part.End)
                continue;
            await UploadAsync(part, cancellationToken);
            await ReadResultsAsync(part, cancellationToken);
        }
    }

    private async Task UploadAsync(FolderPart part, CancellationToken cancellationToken)
    {
        for (var renewed = false; ; renewed = true)
        {
            var batch = await MakeOrFindAsync(part, cancellationToken);
            var missing = state.Missing(part);
            if (batch.State != NotStarted || missing.Count == 0)
                return;
            try
            {
                var links = (batch.Uploads is null ? await MakeAsync(part, cancellationToken) : batch) is { Uploads: { } uploads } made && made.Id == batch.Id
                    ? uploads
                    : throw Gone(batch.Id);
                await terminal.WithProgressAsync(
                    Named("Uploading", part),
                    part.Count,
                    part.Count - missing.Count,
                    async step =>
                    {
                        await uploader.UploadAsync(
                            missing,
                            index => photos.PathOf(part.First + index),
                            index => links[index].Url,
                            index =>
                            {
                                state.Uploaded(part, index);
                                step();
                            },
                            cancellationToken);
                        return true;
                    });
                return;
            }
            catch (LinkRefusedException refusal) when (!renewed)
            {
                // Nobody can start it any more with all of its photos: a new one gets new links.
                terminal.Tell($"The upload links of batch {batch.Id} are no longer good ({refusal.Message}); its photos are uploaded anew.");
                await app.EraseAsync(batch.Id, cancellationToken);
                state.Forget(part);
            }
            catch (LinkRefusedException refusal)
            {
                throw new BatchException($"Storage refuses upload links that were just made: {refusal.Message}. Look at the clocks of the function app and its storage.");
            }
        }
    }

    private async Task<BatchAnswer> MakeOrFindAsync(FolderPart part, CancellationToken cancellationToken)
    {
        if (state.BatchOf(part) is { } known)
            return await app.FindAsync(known, cancellationToken) is { State: not "canceled" } found ? found : throw Gone(known);
        var batch = await MakeAsync(part, cancellationToken);
        state.Begin(part, batch.Id);
        terminal.Tell(batch.State == NotStarted
            ? $"Batch {batch.Id} takes {part.Count} photos."
            : $"Batch {batch.Id} has these photos from an earlier run; --restart begins anew.");
        return batch;
    }

    /// <summary>Makes the batch of a part, or finds the one that was made before: its key is made of what it is for.</summary>
    private async Task<BatchAnswer> MakeAsync(FolderPart part, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            try
            {
                return await app.CreateAsync(order.Body(part), KeyOf(part, round), cancellationToken);
            }
            catch (ProblemException erased) when (erased.Code == ProblemCode.IdempotencyKeyReused && round < MostRounds)
            {
                // The same key with the same body: the batch that it stands for was erased.
            }
        }
    }

    private async Task ReadResultsAsync(FolderPart part, CancellationToken cancellationToken)
    {
        var id = state.BatchOf(part)!;
        var pause = await app.StartAsync(id, cancellationToken) ?? throw Gone(id);
        await terminal.WithProgressAsync(Named("Results", part), part.Count, output.Lines - part.First, async step =>
        {
            while (output.Lines < part.End)
            {
                var before = output.Lines;
                _ = await app.ReadResultsAsync(id, () => output.Lines - part.First - 1, Take, cancellationToken) ?? throw Gone(id);
                if (output.Lines == before)
                    await Task.Delay(pause, cancellationToken);
            }
            return true;

            void Take(string line)
            {
                output.Append(photos.Names[output.Lines], output.Lines - part.First, line);
                step();
            }
        });
    }

    private string KeyOf(FolderPart part, int round) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', order.Folder, order.Fingerprint, order.Operation, order.Options, order.PerBatch, part.Number, round))));

    private string Named(string what, FolderPart part) => order.Photos <= order.PerBatch
        ? what
        : string.Create(CultureInfo.InvariantCulture, $"{what}, photos {part.First + 1} to {part.End} of {order.Photos}");

    private static BatchException Gone(string id) => new(
        $"Batch {id} is no longer there: it was erased, or its time is over. Begin anew with --restart.");
}
