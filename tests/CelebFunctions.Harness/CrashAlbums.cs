using CelebFunctions.Batches;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Storage.Queues;
using CelebFunctions.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Harness;

/// <summary>The batches of a run: made, looked after as the app's timer does, and waited for.</summary>
internal sealed class CrashAlbums(IServiceProvider services, Random random, HookServer receiver)
{
    /// <summary>Whose usage all photos count to.</summary>
    public const string Client = "album";

    private const int PhotosEach = 500;

    private readonly JobStore _jobs = services.GetRequiredService<JobStore>();
    private readonly BatchStore _batches = services.GetRequiredService<BatchStore>();
    private readonly BatchIntake _intake = services.GetRequiredService<BatchIntake>();
    private readonly BatchUpkeep _upkeep = services.GetRequiredService<BatchUpkeep>();
    private readonly QueueStore _queues = services.GetRequiredService<QueueStore>();

    /// <summary>What is expected of each job.</summary>
    public Dictionary<string, byte[]> Photos { get; } = [];

    public List<string> Ids { get; } = [];

    public async Task SendAsync(int photos, CancellationToken cancellationToken)
    {
        for (var first = 0; first < photos; first += PhotosEach)
        {
            var count = Math.Min(PhotosEach, photos - first);
            var drawn = Enumerable.Range(first, count).Select(i => DrawnPhoto.Draw(random, KindOf(i, photos))).ToArray();
            var id = BatchId.New(TimeProvider.System.GetUtcNow());
            await Parallel.ForAsync(0, count, cancellationToken, async (index, token) => await _intake.AddPhotoAsync(id, index, drawn[index], token));
            await _intake.CreateAsync(id, new(count, "match", null, receiver.Url, Client, id), byLinks: false, cancellationToken);
            await _intake.StartAsync(id, null, cancellationToken);
            Ids.Add(id);
            for (var index = 0; index < count; index++)
            {
                Photos.Add(BatchId.JobOf(id, index), drawn[index]);
                // Each tenth comes a second time besides, out of order.
                if (drawn[index][1] < 26)
                    await _jobs.SendAsync(
                        new(1, BatchId.JobOf(id, index), id, index, 1, $"{Places.Photos}/{BatchId.PhotoOf(id, index)}", "match", null, null, Client),
                        TimeSpan.FromSeconds(drawn[index][2] % 30),
                        cancellationToken);
            }
        }
    }

    /// <summary>What the app's timer does every few minutes.</summary>
    public Task LookAfterAsync(CancellationToken cancellationToken) => _upkeep.RunAsync(cancellationToken);

    public async Task<bool> AreDoneAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in new[] { Places.JobQueue, Places.PoisonQueue, Places.WebhookQueue })
        {
            if (await _queues.Queue(queue).CountAsync(cancellationToken) > 0)
                return false;
        }
        foreach (var id in Ids)
        {
            if (await FindAsync(id, cancellationToken) is not { State: BatchState.Succeeded, AnnouncedAt: not null })
                return false;
        }
        return true;
    }

    public async Task<Batch> FindAsync(string id, CancellationToken cancellationToken) =>
        await _batches.FindAsync(id, cancellationToken) ?? throw new InvalidOperationException($"Batch {id} is gone.");

    // Two deadly ones side by side with others; the rest by chance.
    private PhotoKind KindOf(int index, int photos) => index == photos / 3 || index == photos / 2 ? PhotoKind.Deadly : random.Next(100) switch
    {
        0 => PhotoKind.Hopeless,
        1 or 2 => PhotoKind.Refused,
        < 8 => PhotoKind.Flaky,
        _ => PhotoKind.Good,
    };
}
