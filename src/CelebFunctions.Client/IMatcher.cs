using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Client;

/// <summary>Tells who the faces of a photo look like, wherever it does so.</summary>
public interface IMatcher
{
    /// <param name="photo">The photo's bytes, as the camera or gallery of the phone gives them.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the work, also at the server.</param>
    /// <exception cref="PhotoException">The photo cannot be used.</exception>
    /// <exception cref="MatchException">There is no answer; says why and what to do.</exception>
    Task<MatchResult> MatchAsync(ReadOnlyMemory<byte> photo, MatchRequest request, CancellationToken cancellationToken = default);
}
