using System.Text.Json;
using CelebFunctions.Batches.Jobs;

namespace CelebFunctions.Batches.Tests.Jobs;

/// <summary>An operation that tells the length of a photo, unless the test wants something else of it.</summary>
internal sealed class TestOperations : IPhotoOperations
{
    private int _runs;

    public int Runs => _runs;

    /// <summary>Done before the answer; told how often the operation ran.</summary>
    public Func<int, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public PhotoPicture? Picture { get; set; }

    public async Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        var run = Interlocked.Increment(ref _runs);
        await Before(run, cancellationToken);
        return new(
            JsonSerializer.SerializeToElement(new { length = photo.Length, run }),
            Picture,
            JsonSerializer.SerializeToElement(new { detector = "d@1" }));
    }
}
