using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Enrolment;

/// <summary>What a photo of a known person gave.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Face">The main face; null where there is none, or the photo cannot be read.</param>
/// <param name="Failure">Why the photo cannot be read, or null.</param>
/// <param name="Digest">SHA-256 of the file, to tell copies by; null where it was not taken.</param>
internal sealed record EnrolledPhoto(string Path, EnrolledFace? Face, string? Failure, string? Digest = null)
{
    /// <summary>True where there are vectors.</summary>
    public bool IsUsable => Face is { Embedding: not null, Mirrored: not null };

    /// <summary>Why there are no vectors; null where there are.</summary>
    public string? Reason => this switch
    {
        { IsUsable: true } => null,
        { Failure: { } failure } => failure,
        { Face: null } => "no face was found",
        _ => $"the face is smaller than {FaceAnalyzer.SmallestSide} pixels",
    };
}
