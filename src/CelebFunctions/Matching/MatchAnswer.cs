using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Matching;

/// <summary>The answer of <c>POST /api/match</c>; coordinates are pixels of the upright original photo.</summary>
/// <param name="RequestId">As in the header <c>x-request-id</c>.</param>
/// <param name="Sentence">What the main face's person reads; null without a face.</param>
/// <param name="Advice">How the photo could be better; null when it is fine.</param>
/// <param name="Photo">Size of the upright original.</param>
/// <param name="Faces">The main one first: large, and near the middle.</param>
/// <param name="Models">What made this answer.</param>
/// <param name="Timings">Milliseconds a step took.</param>
public sealed record MatchAnswer(
    string RequestId,
    string? Sentence,
    AdviceAnswer? Advice,
    PhotoAnswer Photo,
    IReadOnlyList<FaceAnswer> Faces,
    ModelsAnswer Models,
    TimingsAnswer Timings);

/// <summary>Size of the upright original in pixels.</summary>
public sealed record PhotoAnswer(int Width, int Height);

/// <summary>How a photo could be better.</summary>
/// <param name="Code">For an app to translate: <c>no-face</c>, <c>move-closer</c>, <c>hold-still</c>, <c>too-dark</c>, <c>turned-away</c>.</param>
/// <param name="Text">The same in English.</param>
public sealed record AdviceAnswer(
    [property: AllowedValues("no-face", "move-closer", "hold-still", "too-dark", "turned-away")] string Code, string Text);

/// <summary>One face of a match.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="Score">How sure the detector is, 0 to 1.</param>
/// <param name="Landmarks">Where its eyes, nose and mouth are.</param>
/// <param name="Quality">How good a look the photo gives.</param>
/// <param name="Advice">How this face could be seen better; null when it is fine.</param>
/// <param name="Sentence">What this face's person reads; null for a face too small to be matched.</param>
/// <param name="Matches">The people it resembles, most alike first.</param>
/// <param name="Features">Whose features it has, of those that were asked for.</param>
public sealed record FaceAnswer(
    BoxAnswer Box,
    [property: Range(0.0, 1.0)] double Score,
    LandmarksAnswer Landmarks,
    QualityAnswer Quality,
    AdviceAnswer? Advice,
    string? Sentence,
    IReadOnlyList<PersonMatchAnswer> Matches,
    IReadOnlyList<FeatureMatchAnswer> Features);

/// <summary>A face's place in whole pixels, within the photo.</summary>
public sealed record BoxAnswer(int X, int Y, int Width, int Height);

/// <summary>A point in pixels, to a tenth.</summary>
public sealed record PointAnswer(double X, double Y);

/// <summary>Five points; left is the left of the image.</summary>
public sealed record LandmarksAnswer(
    PointAnswer LeftEye, PointAnswer RightEye, PointAnswer Nose, PointAnswer LeftMouth, PointAnswer RightMouth);

/// <summary>How good a look the photo gives.</summary>
/// <param name="Size">Shorter side of the face in pixels.</param>
/// <param name="Sharpness">0 to 1.</param>
/// <param name="Brightness">0 to 1.</param>
/// <param name="Yaw">Degrees that the head is turned; negative towards the left of the image.</param>
public sealed record QualityAnswer(
    int Size, [property: Range(0.0, 1.0)] double Sharpness, [property: Range(0.0, 1.0)] double Brightness, double Yaw);

/// <summary>Who somebody is.</summary>
public sealed record PersonAnswer(string Id, string Name);

/// <summary>One person that a face resembles.</summary>
/// <param name="Person">Who.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Similarity">Cosine, -1 to 1.</param>
public sealed record PersonMatchAnswer(PersonAnswer Person, [property: Range(0, 100)] int Percent, [property: Range(-1.0, 1.0)] double Similarity);

/// <summary>Whose feature is nearest.</summary>
/// <param name="Feature">eyes, eyebrows, nose, mouth or jaw.</param>
/// <param name="Person">Who.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Similarity">Cosine, -1 to 1.</param>
/// <param name="Spoken">True for the one in the sentence.</param>
public sealed record FeatureMatchAnswer(
    [property: AllowedValues("eyes", "eyebrows", "nose", "mouth", "jaw")] string Feature,
    PersonAnswer Person,
    [property: Range(0, 100)] int Percent,
    [property: Range(-1.0, 1.0)] double Similarity,
    bool Spoken);

/// <summary>What made an answer, each as <c>name@version</c>.</summary>
public sealed record ModelsAnswer(string Detector, string Embedder, string Gallery);

/// <summary>Milliseconds of each step.</summary>
public sealed record TimingsAnswer(
    double Read, double Decode, double Detect, double Align, double Embed, double Search, double Total);
