using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Client;

/// <summary>One face and who it looks like.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
/// <param name="Landmarks">Where its eyes, nose and mouth are.</param>
/// <param name="Quality">How good a look the photo gives.</param>
/// <param name="Advice">How this face could be seen better; null when it is fine.</param>
/// <param name="Sentence">What this face's person reads; null for a face too small to be matched.</param>
/// <param name="Matches">The people it resembles, most alike first.</param>
/// <param name="Features">Whose features it has, of those that were asked for.</param>
public sealed record MatchedFace(
    FaceBox Box,
    float Score,
    FaceLandmarks Landmarks,
    FaceQuality Quality,
    MatchAdvice? Advice,
    string? Sentence,
    IReadOnlyList<PersonMatch> Matches,
    IReadOnlyList<FeatureMatch> Features);
