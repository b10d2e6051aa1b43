using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Matching;

/// <summary>Puts results into the shape of the contract; one place decides how numbers are rounded.</summary>
internal static class AnswerWriter
{
    public static FaceAnswer Face(AnalyzedFace face, FaceMatch? match) => new(
        Box(face.Box),
        Math.Round(face.Score, 3),
        Landmarks(face.Landmarks),
        Quality(face.Quality),
        Advice.For(face),
        match?.Sentence,
        [.. (match?.Matches ?? []).Select(person => new PersonMatchAnswer(Person(person.Person), person.Percent, Similarity(person.Similarity)))],
        [.. (match?.Features ?? []).Select(feature => new FeatureMatchAnswer(
            Sentence.NameOf(feature.Region), Person(feature.Person), feature.Percent, Similarity(feature.Similarity), feature.Spoken))]);

    public static ComparedPhotoAnswer Compared(Look look) => look.Analysis.Faces is [var face, ..]
        ? new(look.Photo, Advice.For(face), new(Box(face.Box), Math.Round(face.Score, 3), Landmarks(face.Landmarks), Quality(face.Quality)))
        : new(look.Photo, Advice.NoFace, null);

    public static TimingsAnswer Timings(TimeSpan read, IReadOnlyCollection<Look> looks, TimeSpan search)
    {
        var decode = Sum(look => look.Decode);
        var detect = Sum(look => look.Analysis.Detect);
        var align = Sum(look => look.Analysis.Align);
        var embed = Sum(look => look.Analysis.Embed);
        return new(
            Milliseconds(read),
            Milliseconds(decode),
            Milliseconds(detect),
            Milliseconds(align),
            Milliseconds(embed),
            Milliseconds(search),
            Milliseconds(read + decode + detect + align + embed + search));

        TimeSpan Sum(Func<Look, TimeSpan> step) => looks.Aggregate(TimeSpan.Zero, (sum, look) => sum + step(look));
    }

    // Vectors kept as halves are a little longer or shorter than one, and so is their product.
    public static double Similarity(float value) => Math.Clamp(Math.Round(value, 4), -1, 1);

    private static BoxAnswer Box(FaceBox box)
    {
        // Rounded at the edges, not at the sizes, so that the box never leaves the photo.
        var (left, top) = ((int)MathF.Round(box.X), (int)MathF.Round(box.Y));
        return new(left, top, (int)MathF.Round(box.X + box.Width) - left, (int)MathF.Round(box.Y + box.Height) - top);
    }

    private static LandmarksAnswer Landmarks(FaceLandmarks landmarks)
    {
        return new(
            Point(landmarks.LeftEye), Point(landmarks.RightEye), Point(landmarks.Nose), Point(landmarks.LeftMouth), Point(landmarks.RightMouth));

        static PointAnswer Point(FacePoint point) => new(Math.Round(point.X, 1), Math.Round(point.Y, 1));
    }

    private static QualityAnswer Quality(FaceQuality quality) => new(
        (int)MathF.Round(quality.Size), Math.Round(quality.Sharpness, 2), Math.Round(quality.Brightness, 2), Math.Round(quality.Yaw, 1));

    private static PersonAnswer Person(Person person) => new(person.Id, person.Name);

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 1);
}
