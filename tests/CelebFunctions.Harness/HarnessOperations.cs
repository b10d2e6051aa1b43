using System.Diagnostics;
using System.Text.Json;
using CelebFunctions.Batches.Jobs;

namespace CelebFunctions.Harness;

/// <summary>Does to a photo what its first byte says.</summary>
internal sealed class HarnessOperations : IPhotoOperations
{
    // Long enough that kills hit photos in work.
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(10);

    public async Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        await Task.Delay(Work, cancellationToken);
        switch (DrawnPhoto.KindOf(photo.Span))
        {
            case PhotoKind.Refused:
                throw new JobException("photo-unreadable", "As it was drawn.");
            case PhotoKind.Flaky when job.Attempt == 1:
            case PhotoKind.Hopeless:
                throw new TimeoutException("As it was drawn.");
            case PhotoKind.Deadly:
                Process.GetCurrentProcess().Kill();
                break;
        }
        return new(JsonSerializer.SerializeToElement(DrawnPhoto.AnswerOf(photo.Span)), null, null);
    }
}
