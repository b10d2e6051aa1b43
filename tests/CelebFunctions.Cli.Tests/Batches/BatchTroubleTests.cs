using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Cli.Tests.Batches;

[Collection(BatchesCollection.Name)]
public sealed class BatchTroubleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServedBatches _served;

    public BatchTroubleTests(ServedBatches served)
    {
        _served = served;
        _served.Reset();
        _folder.Write("photos/meadow.png", DrawnPhoto.Landscape(64, 48));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--out results.xls", ".csv, .json or .ndjson")]
    [InlineData("--url ftp://localhost", "no address of a function app")]
    [InlineData("--operation paint", "There is no operation 'paint'")]
    [InlineData("--operation effects/", "There is no operation")]
    [InlineData("--operation effects/comic --top 3", "--top is an option of 'match'")]
    [InlineData("--top 51", "from 1 to 50")]
    [InlineData("--per-batch 10001", "from 1 to 10000")]
    public async Task Options_that_make_no_sense_are_refused_before_anything_is_sent(string options, string says)
    {
        var run = await CommandRun.OfAsync(["batch", _folder["photos"], .. options.Split(' ')]);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_has_no_photo_is_named()
    {
        var missing = await CommandRun.OfAsync("batch", _folder["nowhere"]);
        Directory.CreateDirectory(_folder["empty"]);
        var empty = await CommandRun.OfAsync("batch", _folder["empty"]);

        Assert.Equal((CelebCommand.Misused, CelebCommand.Misused), (missing.Status, empty.Status));
        Assert.Contains($"There is no folder '{_folder["nowhere"]}'", missing.Error, StringComparison.Ordinal);
        Assert.Contains("has no photo", empty.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_the_user_is_told_how_to_start_the_app()
    {
        // The discard port: nothing of today listens there.
        var run = await RunAsync("http://127.0.0.1:9");

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("Start the function app with 'dotnet run", run.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["photos"]], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_app_that_asks_for_a_key_gets_the_one_that_is_given()
    {
        await using var host = await ServeAsync(("AzureWebJobsStorage", ""), ("LocalHost:Keys", "true"), ("LocalHost:FunctionKey", "sesame"));

        var without = await RunAsync(host.Client.BaseAddress!.AbsoluteUri);
        var with = await RunAsync(host.Client.BaseAddress!.AbsoluteUri, "--key", "sesame");

        Assert.Equal((CelebCommand.Failed, CelebCommand.Failed), (without.Status, with.Status));
        Assert.Contains("--key, or as CELEB_FUNCTIONS_KEY", without.Error, StringComparison.Ordinal);
        // Let in, and no further: this one has no storage.
        Assert.Contains("There is no storage", with.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_key_goes_with_each_call_to_the_app()
    {
        var keys = new System.Collections.Concurrent.ConcurrentBag<string>();
        _served.Before = context =>
        {
            keys.Add(context.Request.Headers["x-client-key"].ToString());
            return false;
        };

        var run = await RunAsync(_served.Url, "--client-key", "me.secret");

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.True(keys.Count >= 3);
        Assert.All(keys, key => Assert.Equal("me.secret", key));
    }

    [Fact]
    public async Task An_app_that_asks_to_come_again_later_is_called_again()
    {
        var refusals = 0;
        _served.Before = context =>
        {
            if (context.Request.Method != "POST" || Interlocked.Increment(ref refusals) > 2)
                return false;
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "1";
            return true;
        };

        var run = await RunAsync(_served.Url);

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.Equal(2, run.Error.Split("Waiting 1 s.").Length - 1);
    }

    [Fact]
    public async Task A_wait_of_hours_is_left_to_the_user()
    {
        _served.Before = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7200";
            return true;
        };

        var run = await RunAsync(_served.Url);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("again in 120 minutes", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_found_before_anything_is_uploaded()
    {
        var nowhere = await CommandRun.OfAsync("batch", _folder["photos"], "--url", _served.Url, "--out", _folder["nowhere/results.csv"]);
        Directory.CreateDirectory(_folder["results.csv"]);
        var folder = await CommandRun.OfAsync("batch", _folder["photos"], "--url", _served.Url, "--out", _folder["results.csv"]);

        Assert.Equal((CelebCommand.Failed, CelebCommand.Misused), (nowhere.Status, folder.Status));
        Assert.Contains("nowhere/results.csv", nowhere.Error, StringComparison.Ordinal);
        Assert.Contains("is a folder", folder.Error, StringComparison.Ordinal);
        Assert.Empty(_served.Gate.Uploads);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_is_named()
    {
        _folder.Write("results.csv.state.json", "no state"u8);

        var run = await RunAsync(_served.Url);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains("results.csv.state.json' is no state of a batch", run.Error, StringComparison.Ordinal);
    }

    private static Task<TestHost> ServeAsync(params (string Key, string Value)[] settings) =>
        TestHost.ListenAsync(typeof(App).Assembly.GetTypes(), builder => builder.Services.AddCelebFunctions(), settings);

    private Task<CommandRun> RunAsync(string url, params string[] more) =>
        CommandRun.OfAsync(["batch", _folder["photos"], "--url", url, "--out", _folder["results.csv"], .. more]);
}
