using CelebFunctions.Cli.Galleries;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Whether two photos of somebody who is not in the gallery are told the same person.</summary>
internal static class StrangersProtocol
{
    public const string Name = "strangers";

    private const int Few = 5;

    /// <param name="people">Everybody in the gallery.</param>
    /// <param name="strangers">People outside of it, two photos or more each; the first two are compared.</param>
    public static IEnumerable<Figure> Measure(IReadOnlyList<EnrolledPerson> people, IReadOnlyList<EnrolledPerson> strangers)
    {
        var gallery = new EvaluationGallery(people, FaceRegion.Face);
        var (same, near) = (0, 0);
        Parallel.ForEach(strangers, stranger =>
        {
            if (stranger.Photos[0].Face?.Embedding is not { } first || stranger.Photos[1].Face?.Embedding is not { } second)
                return;
            var (one, two) = (Nearest(gallery.Similarities(first)), Nearest(gallery.Similarities(second)));
            if (one[0] == two[0])
                Interlocked.Increment(ref same);
            if (two.Contains(one[0]))
                Interlocked.Increment(ref near);
        });
        yield return Figure.Share(Name, "same first person for both photos", same, strangers.Count);
        yield return Figure.Share(Name, $"first person of one among the first {Few} of the other", near, strangers.Count);
    }

    private static int[] Nearest(float[] similarities) =>
        [.. Enumerable.Range(0, similarities.Length).OrderByDescending(person => similarities[person]).ThenBy(person => person).Take(Few)];
}
