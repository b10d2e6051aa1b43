using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Client.Cloud;

/// <summary>The answer of <c>POST /api/match</c>, in coordinates of the photo that was sent.</summary>
internal sealed record CloudAnswer(
    string RequestId, string? Sentence, MatchAdvice? Advice, PhotoSize Photo, IReadOnlyList<CloudFace> Faces, MatchModels Models, MatchTimings Timings)
{
    public MatchResult ToResult(PhotoSize original, TimeSpan elapsed)
    {
        var (x, y) = ((float)original.Width / Photo.Width, (float)original.Height / Photo.Height);
        return new(MatchPlace.Cloud, RequestId, Sentence, Advice, original, [.. Faces.Select(face => face.ToFace(x, y))], Models, Timings, elapsed);
    }
}

/// <summary>A face of an answer.</summary>
internal sealed record CloudFace(
    FaceBox Box,
    float Score,
    FaceLandmarks Landmarks,
    FaceQuality Quality,
    MatchAdvice? Advice,
    string? Sentence,
    IReadOnlyList<PersonMatch> Matches,
    IReadOnlyList<CloudFeature> Features)
{
    /// <param name="x">Pixels of the original for one of the photo that was sent.</param>
    /// <param name="y">See <paramref name="x"/>.</param>
    public MatchedFace ToFace(float x, float y)
    {
        var box = Box.Scaled(x, y);
        return new(
            box,
            Score,
            Landmarks.Scaled(x, y),
            Quality with { Size = MathF.Min(box.Width, box.Height) },
            Advice,
            Sentence,
            Matches,
            [.. Features.Select(feature => feature.ToMatch())]);
    }
}

/// <summary>A feature of an answer.</summary>
internal sealed record CloudFeature(string Feature, Person Person, int Percent, float Similarity, bool Spoken)
{
    public FeatureMatch ToMatch() => new(Enum.Parse<FaceRegion>(Feature, ignoreCase: true), Person, Percent, Similarity, Spoken);
}
