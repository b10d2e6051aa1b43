using System.Globalization;
using System.Text;
using System.Text.Json;
using CelebFunctions.Batches;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.Batches.Webhooks;
using CelebFunctions.Storage.Blobs;
using CelebFunctions.Storage.Queues;
using CelebFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Harness;

/// <summary>Counts what is in storage after a run, and holds each photo's result against what the photo says.</summary>
internal sealed class CrashCount(IServiceProvider services, CrashAlbums albums, HookServer receiver)
{
    private readonly JobStore _store = services.GetRequiredService<JobStore>();
    private readonly BlobStore _blobs = services.GetRequiredService<BlobStore>();
    private readonly QueueStore _queues = services.GetRequiredService<QueueStore>();
    private readonly List<string> _wrong = [];

    /// <summary>Counts and prints.</summary>
    /// <returns>Whether all is as it must be.</returns>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        var photos = albums.Photos;
        var results = await ListAsync(Places.Results, cancellationToken);
        var poison = await ListAsync(Places.Poison, cancellationToken);
        Compare("results", photos.Keys, results);
        var kept = new List<JobResult>();
        foreach (var (job, photo) in photos)
        {
            if (await _store.FindResultAsync(job, cancellationToken) is not { } result)
                continue;
            Check(result, photo, poison.Contains(job));
            kept.Add(result);
        }
        await CheckUsageAsync(kept, cancellationToken);
        await CheckBatchesAsync(kept, cancellationToken);
        CheckWebhooks();
        var notices = await NoticesAsync(cancellationToken);
        Compare("notices", photos.Keys, notices.Keys);

        Console.WriteLine($"results {results.Count}, poison {poison.Count}, notices {notices.Values.Sum()} for {notices.Count} jobs, wrong {_wrong.Count}");
        foreach (var line in _wrong.Take(20))
            Console.WriteLine($"  {line}");
        return _wrong.Count == 0;
    }

    /// <summary>Usage must agree with the results, to the photo and the day.</summary>
    private async Task CheckUsageAsync(IEnumerable<JobResult> results, CancellationToken cancellationToken)
    {
        foreach (var of in results.GroupBy(result => DateOnly.FromDateTime(result.FinishedAt.UtcDateTime)))
        {
            var usage = await new UsageLog(_blobs).ReadAsync(CrashAlbums.Client, of.Key, cancellationToken);
            var counted = (usage.Operations.Sum(operation => operation.Succeeded), usage.Operations.Sum(operation => operation.Failed));
            Console.WriteLine($"usage of {of.Key:O}: {counted.Item1} succeeded, {counted.Item2} failed");
            if (counted != (of.Count(result => result.Status == JobStatus.Succeeded), of.Count(result => result.Status == JobStatus.Failed)))
                _wrong.Add($"usage of {of.Key:O} differs from the results");
        }
    }

    /// <summary>The batches' own counts must agree with the results.</summary>
    private async Task CheckBatchesAsync(IReadOnlyCollection<JobResult> results, CancellationToken cancellationToken)
    {
        foreach (var id in albums.Ids)
        {
            var batch = await albums.FindAsync(id, cancellationToken);
            var own = results.Where(result => result.Batch == id).ToList();
            if ((batch.State, batch.Total, batch.Done, batch.Failed)
                != (BatchState.Succeeded, own.Count, own.Count, own.Count(result => result.Status == JobStatus.Failed)))
                _wrong.Add($"batch {id} counts {batch.Done} of {batch.Total}, {batch.Failed} failed");
        }
    }

    /// <summary>Each batch's end must have been told, and however often, as the same event, signed.</summary>
    private void CheckWebhooks()
    {
        var calls = receiver.Requests.ToLookup(request => request.Header("webhook-id")!);
        Compare("webhooks", albums.Ids.Select(id => $"{id}-succeeded"), calls.Select(call => call.Key));
        foreach (var call in calls)
        {
            if (call.Select(request => Encoding.UTF8.GetString(request.Body)).Distinct().Count() > 1)
                _wrong.Add($"webhook {call.Key} was told differently");
            if (!call.All(IsSigned))
                _wrong.Add($"webhook {call.Key} is not signed");
        }
        Console.WriteLine($"webhooks: {calls.Count} events in {receiver.Requests.Count} calls, a third of which were answered with 500");
    }

    private static bool IsSigned(HookRequest request) => WebhookSignature.Verify(
        WebhookSecrets.Read(HarnessServices.WebhookSecret),
        request.Header("webhook-id"),
        request.Header("webhook-timestamp"),
        request.Header("webhook-signature"),
        request.Body,
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Header("webhook-timestamp")!, CultureInfo.InvariantCulture))) == WebhookVerdict.Genuine;

    private void Check(JobResult result, byte[] photo, bool poisoned)
    {
        var (kind, code) = (DrawnPhoto.KindOf(photo), result.Error?.Code);
        var right = kind switch
        {
            PhotoKind.Good or PhotoKind.Flaky => result.Status == JobStatus.Succeeded && result.Result?.GetString() == DrawnPhoto.AnswerOf(photo) && !poisoned,
            PhotoKind.Refused => code == "photo-unreadable" && !poisoned,
            // Its last worker may have been killed just before it would have failed.
            PhotoKind.Hopeless => code is "internal-error" or "worker-lost" && result.Attempts == PhotoJob.MaxAttempts && poisoned,
            PhotoKind.Deadly => code == "worker-lost" && result.Attempts == PhotoJob.MaxAttempts && poisoned,
        };
        if (!right)
            _wrong.Add($"{result.Job}, which is {kind}: {result.Status} {code} after {result.Attempts} attempts{(poisoned ? ", poison" : "")}");
    }

    private void Compare(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        _wrong.AddRange(expected.Except(found).Select(job => $"{what}: {job} is missing"));
        _wrong.AddRange(found.Except(expected).Select(job => $"{what}: {job} is nobody's"));
    }

    private async Task<HashSet<string>> ListAsync(string container, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>();
        await foreach (var name in _blobs.ListAsync(container, "", cancellationToken))
            names.Add(Path.GetFileNameWithoutExtension(name));
        return names;
    }

    private async Task<Dictionary<string, int>> NoticesAsync(CancellationToken cancellationToken)
    {
        var queue = _queues.Queue(Places.ResultQueue);
        var notices = new Dictionary<string, int>();
        while (await queue.ReceiveAsync(32, TimeSpan.FromMinutes(5), cancellationToken) is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var job = JsonSerializer.Deserialize(message.Text!, BatchesJson.Default.ResultNotice)!.Job;
                notices[job] = notices.GetValueOrDefault(job) + 1;
                await queue.DeleteAsync(message, cancellationToken);
            }
        }
        return notices;
    }
}
