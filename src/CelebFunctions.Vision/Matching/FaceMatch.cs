namespace CelebFunctions.Vision.Matching;

/// <summary>Who a face looks like, nearest first, feature by feature, and in a sentence.</summary>
public sealed record FaceMatch(
    IReadOnlyList<PersonMatch> Matches, IReadOnlyList<FeatureMatch> Features, string Sentence);
