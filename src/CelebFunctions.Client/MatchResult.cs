namespace CelebFunctions.Client;

/// <summary>Who the faces of a photo look like; coordinates are pixels of the upright original photo.</summary>
/// <param name="Place">Where it was made.</param>
/// <param name="RequestId">What to report a wrong answer of the server with; null on the device.</param>
/// <param name="Sentence">What the main face's person reads; null without a face.</param>
/// <param name="Advice">How the photo could be better; null when it is fine.</param>
/// <param name="Photo">Size of the upright original.</param>
/// <param name="Faces">The main one first: large, and near the middle.</param>
/// <param name="Models">What made this answer.</param>
/// <param name="Timings">How long each step took where the answer was made.</param>
/// <param name="Elapsed">How long the caller waited, upload and retries included.</param>
public sealed record MatchResult(
    MatchPlace Place,
    string? RequestId,
    string? Sentence,
    MatchAdvice? Advice,
    PhotoSize Photo,
    IReadOnlyList<MatchedFace> Faces,
    MatchModels Models,
    MatchTimings Timings,
    TimeSpan Elapsed)
{
    /// <summary>Why it was made there, in English; null where nothing was chosen.</summary>
    public string? Why { get; init; }
}
