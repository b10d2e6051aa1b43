using CelebFunctions.Cli.Galleries;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Whether two photos of somebody who is not in the gallery are told the same person, and not everybody the same one.</summary>
internal static class StrangersProtocol
{
    public const string Name = "strangers";

    private const int Few = 5;

    /// <param name="people">Everybody in the gallery.</param>
    /// <param name="strangers">People outside of it, two photos or more each; the first two are compared.</param>
    /// <param name="rule">How photos are compared.</param>
    public static IEnumerable<Figure> Measure(IReadOnlyList<EnrolledPerson> people, IReadOnlyList<EnrolledPerson> strangers, MatchRule rule)
    {
        var gallery = new EvaluationGallery(people, FaceRegion.Face, rule);
        var named = new (int[] One, int[] Two)[strangers.Count];
        Parallel.For(0, strangers.Count, i =>
        {
            if (rule.ProbeOf(strangers[i].Photos[0]) is { } first && rule.ProbeOf(strangers[i].Photos[1]) is { } second)
                named[i] = (Nearest(gallery.Scores(first)), Nearest(gallery.Scores(second)));
            else
                named[i] = ([], []);
        });
        yield return Figure.Share(Name, "same first person for both photos", [.. named.Select(answers => answers is ([var one, ..], [var two, ..]) && one == two)]);
        yield return Figure.Share(Name, $"first person of one among the first {Few} of the other", [.. named.Select(answers => answers is ([var one, ..], _) && answers.Two.Contains(one))]);

        var firsts = named.SelectMany(answers => answers.One.Take(1).Concat(answers.Two.Take(1))).CountBy(person => person).Select(count => count.Value).ToArray();
        yield return Figure.Share(Name, "photos that the person named most often gets", firsts.DefaultIfEmpty(0).Max(), firsts.Sum());
        yield return Figure.Number(Name, "people who are named first", firsts.Length, firsts.Sum(), "people");
    }

    private static int[] Nearest(float[] scores) =>
        [.. Enumerable.Range(0, scores.Length).OrderByDescending(person => scores[person]).ThenBy(person => person).Take(Few)];
}
