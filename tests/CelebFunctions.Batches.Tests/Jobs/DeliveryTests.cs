using System.Text.Json;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Tests.Albums;
using CelebFunctions.LocalHost.Tests;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace CelebFunctions.Batches.Tests.Jobs;

/// <summary>Draws what may happen to messages on their way; whatever it is, each job ends as its photo says.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class DeliveryTests(AzuriteFixture azurite)
{
    public enum Photo { Good, Refused, FailsOnce, FailsTwice }

    public enum Fault { None, ComesTwiceAtOnce, WorkerStops, WorkerDies, ComesLateAgain }

    // Two of these and two failures of its own are four attempts: no job is given up.
    private const int MostDeaths = 2;

    private readonly JobStore _store = new(azurite.Blobs, azurite.Queues, 1000);

    [Fact]
    public async Task Whatever_happens_to_messages_each_job_ends_once_and_as_its_photo_says()
    {
        await _store.EnsureAsync(default);

        await Gen.Select(Gen.Enum<Photo>().Array[1, 4], Gen.Enum<Fault>().Array[0, 12], Gen.Int).SampleAsync(RunAsync, iter: 40, threads: 1);
    }

    private async Task RunAsync(Photo[] photos, Fault[] faults, int seed)
    {
        var (run, client) = (AzuriteFixture.NewName("run"), Guid.NewGuid().ToString("N"));
        var jobs = photos.Select((photo, index) => new PhotoJob(1, $"{run}-{index}", run, index, 1, $"photos/{run}-{index}", "match", null, null, client)).ToArray();
        foreach (var job in jobs)
            await azurite.Blobs.TryCreateAsync("photos", job.Job, new byte[job.Index + 1], "image/jpeg", default);
        var road = new Road(new(seed), new(faults), jobs.Select(JobMessage.Write), MessagesAsync, NewWorker);

        await road.WorkOffAsync();
        var results = await ResultsAsync(jobs);
        var notices = await NoticesAsync(run);
        foreach (var job in jobs)
            await NewWorker().WorkAsync(JobMessage.Write(job), 1, default);

        Assert.Equal(
            photos.Select(photo => photo == Photo.Refused ? JobStatus.Failed : JobStatus.Succeeded), results.Select(result => result.Status));
        Assert.Equal(jobs.Select(job => (job.Job, job.Index)), results.Select(result => (result.Job, result.Index)));
        Assert.Equal(results.Select(Text), (await ResultsAsync(jobs)).Select(Text));
        Assert.Equal(jobs.Select(job => job.Job).Order(), notices.Distinct().Order());
        Assert.Equal(
            new OperationUsage("match", photos.Length, photos.Count(photo => photo != Photo.Refused), photos.Count(photo => photo == Photo.Refused)),
            Assert.Single(await UsageAsync(client)));

        PhotoWorker NewWorker(CancellationTokenSource? stop = null) => new(
            _store,
            TestBatches.NoneIn(azurite, _store),
            new Operations(photos, stop),
            new(TimeSpan.Zero, new(seed)),
            TestMetrics.New(),
            TimeProvider.System,
            NullLogger<PhotoWorker>.Instance);

        static string Text(JobResult result) => JsonSerializer.Serialize(result, BatchesJson.Default.JobResult);
    }

    private async Task<JobResult[]> ResultsAsync(PhotoJob[] jobs)
    {
        var results = new List<JobResult>();
        foreach (var job in jobs)
            results.Add(Assert.IsType<JobResult>(await _store.FindResultAsync(job.Job, default)));
        return [.. results];
    }

    /// <summary>Of the days that the run may have touched.</summary>
    private async Task<OperationUsage[]> UsageAsync(string client)
    {
        var (log, today) = (new UsageLog(azurite.Blobs), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var (yesterday, now) = (await log.ReadAsync(client, today.AddDays(-1), default), await log.ReadAsync(client, today, default));
        return OperationUsage.Sum([.. yesterday.Operations, .. now.Operations]);
    }

    private Task<List<string>> MessagesAsync() => TakeAsync(Places.JobQueue);

    private async Task<IEnumerable<string>> NoticesAsync(string run) =>
        (await TakeAsync(Places.ResultQueue)).Select(text => JsonSerializer.Deserialize(text, BatchesJson.Default.ResultNotice)!)
            .Where(notice => notice.Batch == run).Select(notice => notice.Job);

    private async Task<List<string>> TakeAsync(string name)
    {
        var (queue, texts) = (azurite.Queues.Queue(name), new List<string>());
        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), default) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                texts.Add(message.Text!);
                await queue.DeleteAsync(message, default);
            }
        }
        return texts;
    }

    /// <summary>The way of messages to workers, with one fault after the other.</summary>
    private sealed class Road(
        Random random,
        Queue<Fault> faults,
        IEnumerable<string> messages,
        Func<Task<List<string>>> sent,
        Func<CancellationTokenSource?, PhotoWorker> newWorker)
    {
        private readonly List<(string Text, int Deliveries)> _waiting = [.. messages.Select(text => (text, 1))];
        private readonly List<string> _late = [];
        private readonly Dictionary<string, int> _deaths = [];

        public async Task WorkOffAsync()
        {
            while (_waiting.Count > 0 || _late.Count > 0)
            {
                if (_waiting.Count == 0)
                {
                    _waiting.AddRange(_late.Select(text => (text, 1)));
                    _late.Clear();
                }
                // In any order.
                var at = random.Next(_waiting.Count);
                var (text, deliveries) = _waiting[at];
                _waiting.RemoveAt(at);
                await DeliverAsync(text, deliveries);
                _waiting.AddRange((await sent()).Select(again => (again, 1)));
            }
        }

        private async Task DeliverAsync(string text, int deliveries)
        {
            switch (faults.TryDequeue(out var fault) ? fault : Fault.None)
            {
                case Fault.ComesTwiceAtOnce:
                    await Task.WhenAll(newWorker(null).WorkAsync(text, deliveries, default), newWorker(null).WorkAsync(text, deliveries, default));
                    break;
                case Fault.WorkerStops when MayDie(text):
                    using (var stop = new CancellationTokenSource())
                    {
                        try
                        {
                            await newWorker(stop).WorkAsync(text, deliveries, stop.Token);
                        }
                        catch (OperationCanceledException)
                        {
                            _waiting.Add((text, deliveries + 1));
                        }
                    }
                    break;
                case Fault.WorkerDies when MayDie(text):
                    // Received, and never heard of again.
                    _waiting.Add((text, deliveries + 1));
                    break;
                case Fault.ComesLateAgain:
                    _late.Add(text);
                    goto default;
                default:
                    await newWorker(null).WorkAsync(text, deliveries, default);
                    break;
            }
        }

        private bool MayDie(string text)
        {
            var job = JobMessage.Read(text).Job;
            return (_deaths[job] = _deaths.GetValueOrDefault(job) + 1) <= MostDeaths;
        }
    }

    /// <summary>Does as the photos say, and stops its worker halfway where it is told to.</summary>
    private sealed class Operations(Photo[] photos, CancellationTokenSource? stop) : IPhotoOperations
    {
        public async Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
        {
            if (stop is not null)
                await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return photos[photo.Length - 1] switch
            {
                Photo.Refused => throw new JobException("photo-unreadable", "As it was drawn."),
                Photo.FailsOnce when job.Attempt == 1 => throw new TimeoutException("As it was drawn."),
                Photo.FailsTwice when job.Attempt <= 2 => throw new TimeoutException("As it was drawn."),
                _ => new(JsonSerializer.SerializeToElement(new { job.Job, job.Attempt, At = TimeProvider.System.GetTimestamp() }), null, null),
            };
        }
    }
}
