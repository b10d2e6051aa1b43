using CelebFunctions.Cli.Galleries;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>From a photo to a name: each person's last photo is the probe, the gallery is made from the others.</summary>
internal static class GalleryProtocol
{
    public const string Name = "gallery";

    private const int Few = 5;

    /// <param name="people">Everybody in the gallery.</param>
    /// <param name="parts">The names of the folders that they come from; each is a figure of its own, against all people.</param>
    /// <param name="rule">How photos are compared.</param>
    public static IEnumerable<Figure> Measure(IReadOnlyList<EnrolledPerson> people, IReadOnlyList<string> parts, MatchRule rule)
    {
        var ranks = Ranks(people, FaceRegion.Face, rule);
        for (var part = 0; part < parts.Count; part++)
        {
            var own = ranks.Where((_, i) => people[i].Folder.Part == part).ToArray();
            yield return Figure.Share(Name, $"{parts[part]}: first of {people.Count}", [.. own.Select(rank => rank == 1)]);
            yield return Figure.Share(Name, $"{parts[part]}: among the first {Few} of {people.Count}", [.. own.Select(rank => rank <= Few)]);
        }
        foreach (var region in FeatureRegions.Of(people.SelectMany(person => person.Photos)))
            yield return Figure.Share(Name, $"first by the {Sentence.NameOf(region)} alone", [.. Ranks(people, region, rule).Select(rank => rank == 1)]);
    }

    private static int[] Ranks(IReadOnlyList<EnrolledPerson> people, FaceRegion region, MatchRule rule)
    {
        var gallery = new EvaluationGallery(people, region, rule);
        var ranks = new int[people.Count];
        Parallel.For(0, people.Count, i =>
        {
            var probe = rule.ProbeOf(people[i].Photos[^1]);
            ranks[i] = probe is null ? int.MaxValue : EvaluationGallery.RankOf(i, gallery.Scores(probe));
        });
        return ranks;
    }
}
