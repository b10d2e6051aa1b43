using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Whether the face of each photo is found, and how far its landmarks lie from the reference's.</summary>
internal static class DetectorProtocol
{
    public const string Name = "detector";

    /// <param name="references">One face a photo.</param>
    /// <param name="photos">By the name that the references use.</param>
    public static IEnumerable<Figure> Measure(IReadOnlyList<ReferenceFace> references, IReadOnlyDictionary<string, EnrolledPhoto> photos)
    {
        var looks = references.Where(reference => photos.ContainsKey(reference.Photo))
            .Select(reference => (Reference: reference, photos[reference.Photo].Face))
            .ToArray();
        var hits = looks.Select(look => look.Face is { } face && face.Box.Overlap(look.Reference.Box) >= FaceComparison.FoundOverlap).ToArray();
        var found = looks.Where((_, i) => hits[i]).ToArray();
        yield return Figure.Share(Name, "faces found", hits);
        yield return Figure.Share(Name, "photos where any face was found", looks.Count(look => look.Face is not null), looks.Length);
        yield return Figure.Share(Name, "photos whose largest face is another than the main one", looks.Count(look => look.Face is { IsLargest: false }), looks.Length);

        var errors = found.Select(look => FaceComparison.LandmarkError(look.Face!.Landmarks, look.Reference.Landmarks)).Order().ToArray();
        if (errors.Length == 0)
            yield break;
        yield return new(Name, "landmark difference, median", errors[errors.Length / 2], null, null, errors.Length, "eye distances");
        yield return new(Name, "landmark difference, 95 % lie below", errors[(int)(0.95 * (errors.Length - 1))], null, null, errors.Length, "eye distances");
    }
}
