using System.Diagnostics;
using CelebFunctions.Batches;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;

namespace CelebFunctions.Harness;

/// <summary>Sends jobs, kills workers, restarts storage, and holds what came of it against what the photos must give.</summary>
internal sealed class CrashRun(int photos, int kills, int restarts, int workers, int seed, OwnAzurite azurite)
{
    private const int MaxPhotoBytes = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private readonly Random _random = new(seed);
    private int _killed, _died, _restarted;

    /// <summary>Runs it.</summary>
    /// <returns>0 where all is as it must be.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"crash --photos {photos} --kills {kills} --restarts {restarts} --workers {workers} --seed {seed}");
        var started = Stopwatch.GetTimestamp();
        var (blobs, queues) = (new BlobStore(azurite.Connection), new QueueStore(azurite.Connection));
        var running = new List<Process>();
        try
        {
            await azurite.StartAsync(cancellationToken);
            var store = new JobStore(blobs, queues, MaxPhotoBytes);
            await store.EnsureAsync(cancellationToken);
            var drawn = await SendAsync(store, blobs, cancellationToken);
            Console.WriteLine($"{photos} jobs sent after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");

            running.AddRange(Enumerable.Range(0, workers).Select(_ => StartWorker()));
            while (_killed < kills || _restarted < restarts || !await IsDoneAsync(queues, cancellationToken))
            {
                await Task.Delay(TimeSpan.FromSeconds(0.5 + 1.5 * _random.NextDouble()), cancellationToken);
                Replace(running);
                if (_killed < kills)
                    Kill(running);
                // Spread over the kills, so that neither waits for the other.
                if (_restarted < restarts && _killed * restarts >= kills * _restarted)
                {
                    await azurite.StopAsync();
                    await azurite.StartAsync(cancellationToken);
                    _restarted++;
                }
                if (Stopwatch.GetElapsedTime(started) > Patience)
                    throw new TimeoutException("The queue does not become empty.");
            }
            Console.WriteLine($"done after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {_killed} workers killed, {_died} killed by photos, storage restarted {_restarted} times");
            return await new CrashCount(store, blobs, queues).CheckAsync(drawn, cancellationToken) ? 0 : 1;
        }
        finally
        {
            foreach (var worker in running)
                Stop(worker);
        }
    }

    private async Task<Dictionary<string, byte[]>> SendAsync(JobStore store, BlobStore blobs, CancellationToken cancellationToken)
    {
        var drawn = Enumerable.Range(0, photos).ToDictionary(i => $"album-{i:00000}", i => DrawnPhoto.Draw(_random, KindOf(i)));
        await Parallel.ForEachAsync(drawn, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (photo, token) =>
        {
            await blobs.TryCreateAsync(Places.Photos, photo.Key, photo.Value, "application/octet-stream", token);
            var job = new PhotoJob(1, photo.Key, "album", 0, 1, $"{Places.Photos}/{photo.Key}", "match", null, null, CrashCount.Client);
            await store.SendAsync(job, TimeSpan.Zero, token);
            // Each tenth comes twice, the second time out of order.
            if (photo.Value[1] < 26)
                await store.SendAsync(job, TimeSpan.FromSeconds(photo.Value[2] % 30), token);
        });
        return drawn;
    }

    // Two deadly ones side by side with others; the rest by chance.
    private PhotoKind KindOf(int index) => index == photos / 3 || index == photos / 2 ? PhotoKind.Deadly : _random.Next(100) switch
    {
        0 => PhotoKind.Hopeless,
        1 or 2 => PhotoKind.Refused,
        < 8 => PhotoKind.Flaky,
        _ => PhotoKind.Good,
    };

    private static async Task<bool> IsDoneAsync(QueueStore queues, CancellationToken cancellationToken) =>
        await queues.Queue(Places.JobQueue).CountAsync(cancellationToken) == 0
        && await queues.Queue(Places.PoisonQueue).CountAsync(cancellationToken) == 0;

    private void Kill(List<Process> running)
    {
        var victim = running[_random.Next(running.Count)];
        if (victim.HasExited)
            return;
        victim.Kill();
        victim.WaitForExit();
        running.Remove(victim);
        victim.Dispose();
        running.Add(StartWorker());
        _killed++;
    }

    private void Replace(List<Process> running)
    {
        foreach (var dead in running.Where(worker => worker.HasExited).ToList())
        {
            running.Remove(dead);
            dead.Dispose();
            running.Add(StartWorker());
            _died++;
        }
    }

    private static void Stop(Process worker)
    {
        if (!worker.HasExited)
            worker.Kill();
        worker.WaitForExit();
        worker.Dispose();
    }

    private Process StartWorker()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CrashRun).Assembly.Location, "worker"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,
                // Ten minutes in earnest; a run does not wait so long for what a killed worker held.
                ["LocalHost__Invisibility"] = "00:00:05",
                ["AzureFunctionsJobHost__extensions__queues__batchSize"] = "4",
                ["AzureFunctionsJobHost__extensions__queues__newBatchThreshold"] = "2",
            },
        };
        var worker = Process.Start(start)!;
        worker.OutputDataReceived += (_, _) => { };
        worker.ErrorDataReceived += (_, _) => { };
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        return worker;
    }
}
