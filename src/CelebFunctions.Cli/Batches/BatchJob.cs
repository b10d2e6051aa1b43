using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Batches;

/// <summary>A run with its files: takes up what an earlier one left beside the output, and leaves the output alone when done.</summary>
internal sealed class BatchJob(
    FolderOrder order, FolderPhotos photos, FunctionApp app, PhotoUploader uploader, string output, Terminal terminal)
{
    private readonly string _statePath = $"{output}.state.json", _partPath = $"{output}.part";

    /// <summary>Erases what an earlier run began, and its files.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (StateFile.Read(_statePath) is { } earlier)
        {
            foreach (var batch in earlier.Order.Url == order.Url ? earlier.Batches : [])
                await app.EraseAsync(batch.Id, cancellationToken);
        }
        File.Delete(_statePath);
    }

    /// <returns>The command's status.</returns>
    public async Task<int> RunAsync(bool erase, CancellationToken cancellationToken)
    {
        var goesOn = File.Exists(_statePath);
        var state = StateFile.Open(_statePath, order);
        using var partial = PartialOutput.Open(_partPath, anew: !goesOn);
        try
        {
            await new BatchRun(order, photos, app, uploader, state, partial, terminal).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Complain($"Stopped, with {partial.Lines} of {order.Photos} results. What was uploaded stays, and what was started is worked on. Run the same command again to go on.");
            return CelebCommand.Failed;
        }

        var (failed, faceless) = (0, 0);
        ResultFile.Write(output, partial.Read(), line =>
        {
            faceless += line.Result is { Faces.Count: 0 } ? 1 : 0;
            if (line.Error is not { } error)
                return;
            failed++;
            terminal.Complain($"{line.Photo}: {error.Detail}");
        });
        foreach (var batch in erase ? state.Batches : [])
            await app.EraseAsync(batch, cancellationToken);
        state.Delete();
        partial.Delete();
        terminal.Out.WriteLine($"{order.Photos} photos, {faceless} without a face, {failed} failed: {output}");
        return failed > 0 ? CelebCommand.Failed : CelebCommand.Done;
    }
}
