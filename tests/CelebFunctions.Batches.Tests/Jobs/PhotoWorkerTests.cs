using System.Diagnostics;
using System.Text.Json;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Telemetry;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Batches.Tests.Jobs;

/// <summary>What comes of a job that goes well, however often it is delivered.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class PhotoWorkerTests(AzuriteFixture azurite) : WorkerTest(azurite)
{
    [Fact]
    public async Task A_photo_leads_to_a_result_and_a_message_that_tells_of_it()
    {
        await UploadAsync(123);

        await Worker.WorkAsync(Message(batch: "album", index: 7), 1, default);

        // Read as an app reads them, not by our own types.
        var result = await ResultAsync();
        Assert.Equal(
            ["schema", "job", "batch", "index", "status", "result", "picture", "error", "attempts", "models", "finishedAt"],
            result.EnumerateObject().Select(property => property.Name));
        Assert.Equal((1, Job, "album", 7, "succeeded", 1), (
            result.GetProperty("schema").GetInt32(), result.GetProperty("job").GetString(), result.GetProperty("batch").GetString(),
            result.GetProperty("index").GetInt32(), result.GetProperty("status").GetString(), result.GetProperty("attempts").GetInt32()));
        Assert.Equal(123, result.GetProperty("result").GetProperty("length").GetInt32());
        Assert.Equal("d@1", result.GetProperty("models").GetProperty("detector").GetString());
        Assert.Equal(Now, result.GetProperty("finishedAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("error").ValueKind);

        var notice = Assert.Single(await TakeAsync(Places.ResultQueue)).Json;
        Assert.Equal(
            $$"""{"schema":1,"job":"{{Job}}","batch":"album","status":"succeeded","result":"results/{{Job}}.json"}""", notice.GetRawText());
    }

    [Fact]
    public async Task A_picture_lies_beside_its_result()
    {
        await UploadAsync(10);
        Operations.Picture = new(new byte[] { 1, 2, 3 }, "image/webp", ".webp");

        await Worker.WorkAsync(Message(), 1, default);

        Assert.Equal($"results/{Job}.webp", (await ResultAsync()).GetProperty("picture").GetString());
        Assert.Equal([1, 2, 3], (await Azurite.Blobs.ReadAsync("results", $"{Job}.webp", 100, default))!.Content.ToArray());
    }

    [Fact]
    public async Task A_message_delivered_twice_runs_once_and_is_told_of_twice()
    {
        await UploadAsync(10);

        await Worker.WorkAsync(Message(), 1, default);
        await Worker.WorkAsync(Message(attempt: 3), 1, default);

        Assert.Equal(1, Operations.Runs);
        Assert.Equal(1, (await ResultAsync()).GetProperty("result").GetProperty("run").GetInt32());
        Assert.Equal(2, (await TakeAsync(Places.ResultQueue)).Count);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_tells_of_the_result_that_its_job_has()
    {
        await UploadAsync(10);
        await Worker.WorkAsync(Message(), 1, default);
        await TakeAsync(Places.ResultQueue);

        await Worker.WorkAsync($$"""{ "schema": 2, "job": "{{Job}}" }""", 1, default);

        Assert.Equal("succeeded", (await ResultAsync()).GetProperty("status").GetString());
        Assert.Equal("succeeded", Assert.Single(await TakeAsync(Places.ResultQueue)).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Workers_that_do_the_same_job_at_once_agree_on_one_result()
    {
        await UploadAsync(10);
        var all = new TaskCompletionSource();
        Operations.Before = async (run, _) =>
        {
            if (run == 4)
                all.SetResult();
            await all.Task;
        };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewWorker(Store).WorkAsync(Message(), 1, default)));
        var kept = await ResultAsync();
        await Worker.WorkAsync(Message(), 1, default);

        Assert.Equal(4, Operations.Runs);
        Assert.Equal(kept.GetRawText(), (await ResultAsync()).GetRawText());
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("no trace", null)]
    [InlineData(null, null)]
    public async Task A_job_goes_on_with_the_trace_of_whoever_sent_it(string? traceparent, string? trace)
    {
        await UploadAsync(10);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BatchTraces.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        Activity? current = null;
        Operations.Before = (_, _) =>
        {
            current = Activity.Current;
            return Task.CompletedTask;
        };

        await Worker.WorkAsync(JobMessage.Write(JobMessage.Read(Message()) with { Traceparent = traceparent }), 1, default);

        Assert.Equal("succeeded", (await ResultAsync()).GetProperty("status").GetString());
        Assert.Equal(trace is not null, current!.HasRemoteParent);
        if (trace is not null)
            Assert.Equal(trace, current.TraceId.ToHexString());
    }
}
