using System.Diagnostics;
using System.Globalization;
using CelebFunctions.Batches;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Benchmarks.Matching;
using CelebFunctions.LocalHost;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.Storage;
using CelebFunctions.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Benchmarks.Queues;

/// <summary>
/// Photos a second of one queue worker, as it is shipped, beside a bare loop on one thread that reads the same blobs, matches
/// the same photos and writes the same results. They take turns on one Azurite and on the same loaded models.
/// </summary>
internal static class QueueBenchmark
{
    private const int Photos = 100;
    private const int Rounds = 5;

    // Time to send a round's jobs before the worker sees the first: sending costs Azurite what the worker needs of it.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync()
    {
        var (photo, _) = BenchmarkPhoto.Write(Repository.At("artifacts", "benchmarks", "photos"), Repository.At("docs", "pictures", "composite-1.jpg"));
        await using var azurite = new OwnAzurite(AzuriteInstallation.UsualCache);
        await azurite.StartAsync(default);
        await using var app = FunctionsHost.Create(["--port", "0"], [typeof(PhotoJobFunction)], builder =>
        {
            builder.Configuration[StorageConnection.Setting] = azurite.ConnectionString;
            builder.Services.AddCelebFunctions();
            builder.Logging.ClearProviders();
        });
        var store = app.Services.GetRequiredService<JobStore>();
        await store.EnsureAsync(default);
        await app.StartAsync();

        var blobs = app.Services.GetRequiredService<BlobStore>();
        await blobs.TryCreateAsync(Places.Photos, "photo", await File.ReadAllBytesAsync(photo), "image/jpeg", default);
        var (loop, worker) = (new Samples(), new Samples());
        for (var round = 0; round <= Rounds; round++)
        {
            var bare = await LoopAsync(app, blobs, $"loop-{round}");
            var queued = await WorkerAsync(store, $"worker-{round}");
            // The first warms up.
            if (round == 0)
                continue;
            loop.Add(bare);
            worker.Add(queued);
        }
        var ratio = worker.Median / loop.Median;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {Rounds} turns of {Photos} photos of 12 megapixels | photos a second, median |
            |---|---|
            | bare loop on one thread | {loop.Median:F1} |
            | one worker, as host.json has it | {worker.Median:F1} |
            | ratio, asked ≥ 0.9 | {ratio:F2} |
            """));
        return ratio >= 0.9 ? 0 : 1;
    }

    private static async Task<double> LoopAsync(WebApplication app, BlobStore blobs, string round)
    {
        var operations = app.Services.GetRequiredService<IPhotoOperations>();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Photos; i++)
        {
            var job = JobOf(round, i);
            var photo = await blobs.ReadAsync(Places.Photos, "photo", int.MaxValue, default) ?? throw new InvalidOperationException("The photo is gone.");
            var outcome = await operations.RunAsync(job, photo.Content, default);
            await blobs.TryCreateAsync(Places.Results, $"{job.Job}.json", BinaryData.FromObjectAsJson(outcome.Result).ToMemory(), "application/json", default);
        }
        return Photos / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // From its own clock: between the first result and the last lie all photos but one.
    private static async Task<double> WorkerAsync(JobStore store, string round)
    {
        var visible = Stopwatch.GetTimestamp() + (long)(Ahead.TotalSeconds * Stopwatch.Frequency);
        for (var i = 0; i < Photos; i++)
            await store.SendAsync(JobOf(round, i), Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), visible), default);
        var finished = new List<DateTimeOffset>();
        for (var i = 0; i < Photos; i++)
        {
            var result = await store.FindResultAsync(JobOf(round, i).Job, default);
            while (result is null)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                result = await store.FindResultAsync(JobOf(round, i).Job, default);
            }
            finished.Add(result.Error is null ? result.FinishedAt : throw new InvalidOperationException($"Photo {i} failed: {result.Error}"));
        }
        return (Photos - 1) / (finished.Max() - finished.Min()).TotalSeconds;
    }

    private static PhotoJob JobOf(string round, int index) =>
        new(PhotoJob.CurrentSchema, $"{round}-{index}", null, index, 1, $"{Places.Photos}/photo", "match", null, null);
}
