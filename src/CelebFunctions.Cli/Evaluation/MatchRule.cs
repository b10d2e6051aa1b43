using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>How photos are compared: as the service does, or with a part of it left out to see what that part brings.</summary>
/// <param name="Mirror">A photo's vector is the mean of its own and its mirror image's.</param>
/// <param name="Norms">Similarities to people are normalised.</param>
internal sealed record MatchRule(bool Mirror = true, bool Norms = true)
{
    /// <summary>What is compared; null where the photo has no usable face.</summary>
    public FaceEmbedding? ProbeOf(EnrolledPhoto photo) => Mirror ? photo.Face?.Probe : photo.Face?.Embedding;
}
