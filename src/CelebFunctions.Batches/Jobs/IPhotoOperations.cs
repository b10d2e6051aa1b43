namespace CelebFunctions.Batches.Jobs;

/// <summary>What can be done with a photo; the app brings it.</summary>
public interface IPhotoOperations
{
    /// <summary>Does what a job asks for.</summary>
    /// <param name="job">Names the operation and its options.</param>
    /// <param name="photo">The photo's bytes.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    /// <exception cref="JobException">It can never be done; anything else is tried again.</exception>
    Task<PhotoOutcome> RunAsync(PhotoJob job, ReadOnlyMemory<byte> photo, CancellationToken cancellationToken);
}
