using System.Net;
using System.Text.Json.Nodes;

namespace CelebFunctions.Cli.Tests.Batches;

[Collection(BatchesCollection.Name)]
public sealed class BatchResumeTests : IDisposable
{
    private const int Photos = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly ServedBatches _served;
    private readonly CancellationTokenSource _ctrlC = new();

    public BatchResumeTests(ServedBatches served)
    {
        _served = served;
        _served.Reset();
        for (var number = 0; number < Photos; number++)
            _folder.Write($"photos/{number:00}.png", DrawnPhoto.Landscape(40 + number, 30));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _ctrlC.Dispose();
    }

    [Fact]
    public async Task After_Ctrl_C_in_the_middle_of_the_uploads_the_rest_is_uploaded()
    {
        var before = await _served.BatchesAsync();
        var begun = 0;
        _served.Gate.Before = async request =>
        {
            if (StorageGate.IsUpload(request) && Interlocked.Increment(ref begun) > 3)
            {
                // Those before may still be on their way.
                while (!File.Exists(State) || UploadedIn(State) < 3)
                    await Task.Delay(10);
                await _ctrlC.CancelAsync();
                await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted);
            }
            return null;
        };

        var stopped = await RunAsync();
        _served.Gate.Before = null;
        var uploaded = _served.Gate.Uploads.Count;
        var state = JsonNode.Parse(await File.ReadAllTextAsync(State))!;
        var finished = await FinishAsync();

        Assert.Equal((CelebCommand.Failed, CelebCommand.Done), (stopped.Status, finished.Status));
        Assert.Contains("Stopped, with 0 of 12 results", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("same command again", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(3, uploaded);
        var batch = Assert.Single((await _served.BatchesAsync()).Except(before));
        Assert.Equal(batch, (string)state["batches"]![0]!["id"]!);
        await AssertCompleteAsync();
    }

    [Fact]
    public async Task After_Ctrl_C_in_the_middle_of_the_results_no_line_is_missing_or_there_twice()
    {
        var before = await _served.BatchesAsync();
        var released = new TaskCompletionSource();
        _served.Gate.Before = async request =>
        {
            // The worker reads the photos; from the sixth on it has to wait.
            if (request.Method == "GET" && request.Path.Value!.Contains("/photos/", StringComparison.Ordinal) && IndexIn(request.Path.Value) >= 5)
                await released.Task;
            return null;
        };

        var running = RunAsync();
        while (!running.IsCompleted && !(File.Exists(Part) && (await File.ReadAllLinesAsync(Part)).Length >= 5))
            await Task.Delay(20);
        await _ctrlC.CancelAsync();
        var stopped = await running;
        released.SetResult();
        // As if it had been killed while it wrote.
        await File.AppendAllTextAsync(Part, "{\"photo\":\"05.p");
        var finished = await FinishAsync();

        Assert.Equal((CelebCommand.Failed, CelebCommand.Done), (stopped.Status, finished.Status));
        Assert.Contains("Stopped, with 5 of 12 results", stopped.Error, StringComparison.Ordinal);
        Assert.Single((await _served.BatchesAsync()).Except(before));
        await AssertCompleteAsync();
    }

    [Fact]
    public async Task An_upload_that_storage_does_not_take_at_once_is_tried_again()
    {
        var refused = 0;
        _served.Gate.Before = request => Task.FromResult<HttpStatusCode?>(
            StorageGate.IsUpload(request) && Interlocked.Increment(ref refused) <= 2 ? HttpStatusCode.ServiceUnavailable : null);

        var run = await RunAsync();

        Assert.Equal(CelebCommand.Done, run.Status);
        await AssertCompleteAsync();
    }

    [Fact]
    public async Task A_photo_whose_upload_was_not_written_down_is_left_as_it_is()
    {
        await StopBeforeStartAsync();
        var state = JsonNode.Parse(await File.ReadAllTextAsync(State))!;
        state["batches"]![0]!["uploaded"]!.AsArray().RemoveAt(0);
        await File.WriteAllTextAsync(State, state.ToJsonString());

        var finished = await FinishAsync();

        Assert.Equal(CelebCommand.Done, finished.Status);
        Assert.Equal((Photos + 1, 1), (_served.Gate.Uploads.Values.Sum(), _served.Gate.Kept));
        Assert.Equal(Enumerable.Range(40, Photos), await WidthsAsync());
    }

    [Fact]
    public async Task Upload_links_whose_time_is_over_are_replaced_by_those_of_a_new_batch()
    {
        var before = await _served.BatchesAsync();
        _served.Behind = TimeSpan.FromHours(5);
        _served.Before = context =>
        {
            if (context.Request.Method == "DELETE")
                _served.Behind = TimeSpan.Zero;
            return false;
        };

        var run = await RunAsync();

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.Contains("no longer good (403", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await _served.BatchesAsync()).Except(before).Count());
        Assert.Equal(Enumerable.Range(40, Photos), await WidthsAsync());
    }

    [Fact]
    public async Task A_folder_that_changed_is_refused_until_one_begins_anew()
    {
        var before = await _served.BatchesAsync();
        await StopBeforeStartAsync();
        var old = Assert.Single((await _served.BatchesAsync()).Except(before));
        _folder.Write("photos/zz.png", DrawnPhoto.Landscape(40 + Photos, 30));

        var refused = await FinishAsync();
        var other = await FinishAsync("--top", "1");
        var anew = await FinishAsync("--restart");

        Assert.Equal((CelebCommand.Misused, CelebCommand.Misused, CelebCommand.Done), (refused.Status, other.Status, anew.Status));
        Assert.Contains("12 then, 13 now", refused.Error, StringComparison.Ordinal);
        Assert.Contains("another run", other.Error, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(40, Photos + 1), await WidthsAsync());
        Assert.Equal("canceled", (string)JsonNode.Parse(await _served.Client.GetStringAsync($"/api/batches/{old}"))!["state"]!);
    }

    [Fact]
    public async Task A_batch_that_was_erased_meanwhile_is_told_of()
    {
        var before = await _served.BatchesAsync();
        await StopBeforeStartAsync();
        var batch = Assert.Single((await _served.BatchesAsync()).Except(before));
        using var erased = await _served.Client.DeleteAsync($"/api/batches/{batch}");

        var gone = await FinishAsync();
        var anew = await FinishAsync("--restart");

        Assert.Equal((CelebCommand.Failed, CelebCommand.Done), (gone.Status, anew.Status));
        Assert.Contains($"Batch {batch} is no longer there", gone.Error, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(40, Photos), await WidthsAsync());
    }

    private string State => _folder["results.ndjson.state.json"];

    private string Part => _folder["results.ndjson.part"];

    private static int UploadedIn(string state) => JsonNode.Parse(File.ReadAllText(state))!["batches"]![0]!["uploaded"]!.AsArray().Count;

    // …/photos/{batch}/{index}
    private static int IndexIn(string path) => int.Parse(path[(path.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private async Task StopBeforeStartAsync()
    {
        _served.Before = context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/start", StringComparison.Ordinal))
                return false;
            _ctrlC.Cancel();
            return true;
        };
        var stopped = await RunAsync();
        _served.Before = null;
        Assert.Contains("Stopped", stopped.Error, StringComparison.Ordinal);
    }

    private async Task AssertCompleteAsync()
    {
        Assert.Equal(Photos, _served.Gate.Uploads.Count);
        Assert.All(_served.Gate.Uploads.Values, times => Assert.Equal(1, times));
        Assert.Equal(Enumerable.Range(40, Photos), await WidthsAsync());
        Assert.Equal(["photos", "results.ndjson"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    /// <summary>Of the photos in the order of the output: each has its own.</summary>
    private async Task<IEnumerable<int>> WidthsAsync() =>
        (await File.ReadAllLinesAsync(_folder["results.ndjson"])).Select(line => (int)JsonNode.Parse(line)!["result"]!["photo"]!["width"]!);

    private Task<CommandRun> RunAsync() => CommandRun.UntilAsync(_ctrlC.Token, Arguments());

    private Task<CommandRun> FinishAsync(params string[] more) => CommandRun.OfAsync(Arguments(more));

    private string[] Arguments(params string[] more) => ["batch", _folder["photos"], "--url", _served.Url, "--out", _folder["results.ndjson"], .. more];
}
