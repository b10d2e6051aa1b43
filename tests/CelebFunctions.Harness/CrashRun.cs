using System.Diagnostics;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Harness;

/// <summary>Sends batches, kills workers, restarts storage, and holds what came of it against what the photos must give.</summary>
internal sealed class CrashRun(int photos, int kills, int restarts, int workers, int seed, OwnAzurite azurite)
{
    private static readonly TimeSpan BetweenUpkeeps = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private readonly Random _random = new(seed);
    private int _killed, _died, _restarted;

    /// <summary>Runs it.</summary>
    /// <returns>0 where all is as it must be.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine($"crash --photos {photos} --kills {kills} --restarts {restarts} --workers {workers} --seed {seed}");
        var started = Stopwatch.GetTimestamp();
        await using var services = new ServiceCollection().AddBatches(azurite.Connection).BuildServiceProvider();
        // Each third call fails at first.
        await using var receiver = new HookServer((count, connection) => HookServer.WriteAsync(connection, count % 3 == 0 ? "500 Oh" : "204 Thanks"));
        var albums = new CrashAlbums(services, _random, receiver);
        var running = new List<Process>();
        try
        {
            await azurite.StartAsync(cancellationToken);
            await services.GetRequiredService<JobStore>().EnsureAsync(cancellationToken);
            await albums.SendAsync(photos, cancellationToken);
            Console.WriteLine($"{photos} photos in {albums.Ids.Count} batches sent after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");

            running.AddRange(Enumerable.Range(0, workers).Select(_ => StartWorker()));
            var upkeep = started;
            while (_killed < kills || _restarted < restarts || !await albums.AreDoneAsync(cancellationToken))
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
                if (Stopwatch.GetElapsedTime(upkeep) > BetweenUpkeeps)
                {
                    await albums.LookAfterAsync(cancellationToken);
                    upkeep = Stopwatch.GetTimestamp();
                }
                if (Stopwatch.GetElapsedTime(started) > Patience)
                    throw new TimeoutException("The batches do not end.");
            }
            Console.WriteLine($"done after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {_killed} workers killed, {_died} killed by photos, storage restarted {_restarted} times");
            return await new CrashCount(services, albums, receiver).CheckAsync(cancellationToken) ? 0 : 1;
        }
        finally
        {
            foreach (var worker in running)
                Stop(worker);
        }
    }

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
