using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Matching;

/// <summary>The answer of <c>POST /api/compare</c>: how alike the main faces of two photos are.</summary>
/// <param name="RequestId">As in the header <c>x-request-id</c>.</param>
/// <param name="Similarity">Cosine, -1 to 1; null where a photo has no usable face.</param>
/// <param name="Percent">0 to 100; null where a photo has no usable face.</param>
/// <param name="First">The first photo.</param>
/// <param name="Second">The second photo.</param>
/// <param name="Models">What made this answer; the gallery lends its curve and its centre.</param>
/// <param name="Timings">Milliseconds a step took, for both photos together.</param>
public sealed record CompareAnswer(
    string RequestId,
    [property: Range(-1.0, 1.0)] double? Similarity,
    [property: Range(0, 100)] int? Percent,
    ComparedPhotoAnswer First,
    ComparedPhotoAnswer Second,
    ModelsAnswer Models,
    TimingsAnswer Timings);

/// <summary>One of two photos.</summary>
/// <param name="Photo">Size of the upright original.</param>
/// <param name="Advice">How the photo could be better; null when it is fine.</param>
/// <param name="Face">Its main face, or null.</param>
public sealed record ComparedPhotoAnswer(PhotoAnswer Photo, AdviceAnswer? Advice, ComparedFaceAnswer? Face);

/// <summary>A face of a comparison.</summary>
public sealed record ComparedFaceAnswer(
    BoxAnswer Box, [property: Range(0.0, 1.0)] double Score, LandmarksAnswer Landmarks, QualityAnswer Quality);
