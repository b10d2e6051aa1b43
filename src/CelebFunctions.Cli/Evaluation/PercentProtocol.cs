using CelebFunctions.Cli.Galleries;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>
/// Whether the published anchors of percent hold for people whom the curve was not fitted to: every second person of the
/// first folder of people fits the curves, the others and LFW are told by them. Norms and centre are those of everybody together, as
/// a gallery of them has them.
/// </summary>
internal static class PercentProtocol
{
    public const string Name = "percent";

    /// <param name="people">Everybody.</param>
    /// <param name="fitted">The folder whose halves are used; all other folders are checked whole.</param>
    /// <param name="parts">The folders' names.</param>
    public static (IReadOnlyList<Figure> Figures, IReadOnlyList<PercentDiagram> Diagrams) Measure(
        IReadOnlyList<EnrolledPerson> people, int fitted, IReadOnlyList<string> parts)
    {
        people = [.. people.Where(person => person.Usable.Count > 1)];
        int[] halves = [.. Enumerable.Range(0, people.Count).Where(i => people[i].Folder.Part == fitted)];
        int[] fit = [.. halves.Where((_, i) => i % 2 == 0)];
        (string, int[])[] checks =
        [
            ($"the other half of {parts[fitted]}", [.. halves.Where((_, i) => i % 2 == 1)]),
            .. Enumerable.Range(0, parts.Count).Where(part => part != fitted)
                .Select(part => (parts[part], Enumerable.Range(0, people.Count).Where(i => people[i].Folder.Part == part).ToArray())),
        ];

        var gallery = FaceGallery(people);
        var centre = GalleryCurves.Centre(gallery);
        var figures = new List<Figure>();
        var diagrams = new List<PercentDiagram>();
        Add("a photo against a person", members => GalleryCurves.StrangersToPeople(people, gallery, 0, members), members => GalleryCurves.PhotosToOwnPerson(people, gallery, 0, members));
        Add("two photos", members => GalleryCurves.PhotosOfStrangers(people, centre, members), members => GalleryCurves.PhotosOfOnePerson(people, centre, members));
        return (figures, diagrams);

        void Add(string what, Func<IReadOnlyList<int>, List<Likeness>> strangers, Func<IReadOnlyList<int>, List<Likeness>> same)
        {
            if (GalleryCurves.Fit(strangers(fit), same(fit)) is not { } curve)
                return;
            foreach (var (name, members) in checks.Where(check => check.Item2.Length > 0))
            {
                var (apart, alike) = (strangers(members), same(members));
                if (apart.Count == 0 || alike.Count == 0)
                    continue;
                figures.Add(Off($"{what}, {name}: 0 is off by", curve, 0, apart, 0.5, members));
                figures.Add(Off($"{what}, {name}: 50 is off by", curve, 50, apart, 0.999, members));
                figures.Add(Off($"{what}, {name}: 90 is off by", curve, 90, alike, 0.5, members));
                diagrams.Add(new($"{what}, {name}", curve, [.. apart.Select(pair => pair.Score)], [.. alike.Select(pair => pair.Score)]));
            }
        }
    }

    private static GalleryContent FaceGallery(IReadOnlyList<EnrolledPerson> people)
    {
        var gallery = new GalleryContent
        {
            Id = Name,
            Name = Name,
            Version = "1.0.0",
            Space = "",
            Regions = [FaceRegion.Face],
            Dimensions = people[0].Usable[0].Face!.Embedding!.Dimensions,
            People = [],
            Vectors = new float[people.Count * people[0].Usable[0].Face!.Embedding!.Dimensions],
            Curves = new Dictionary<FaceRegion, PercentCurve>(),
        };
        for (var i = 0; i < people.Count; i++)
            PersonVectors.Mean(people[i].Usable, FaceRegion.Face, except: -1, gallery.Vector(i, 0));
        return gallery with { Norms = GalleryNorms.Fit(people, gallery) };
    }

    /// <summary>Where the curve puts what should lie at an anchor, less the anchor.</summary>
    private static Figure Off(string name, PercentCurve curve, int anchor, List<Likeness> pairs, double share, int[] members)
    {
        pairs.Sort((a, b) => a.Score.CompareTo(b.Score));
        var place = members.Index().ToDictionary(member => member.Item, member => member.Index);
        var (first, second) = (pairs.ConvertAll(pair => place[pair.First]), pairs.ConvertAll(pair => place[pair.Second]));
        var (low, high) = PeopleBootstrap.Interval(members.Length, drawn => At(drawn) - anchor);
        return new(Name, name, At(null) - anchor, low, high, pairs.Count, "points");

        double At(int[]? drawn)
        {
            long total = 0;
            for (var i = 0; i < pairs.Count; i++)
                total += Weight(i);
            long below = 0;
            for (var i = 0; i < pairs.Count; i++)
            {
                below += Weight(i);
                if (below >= share * total)
                    return curve.ExactPercentOf(pairs[i].Score);
            }
            return double.NaN;

            long Weight(int i) => drawn is null ? 1 : first[i] == second[i] ? drawn[first[i]] : (long)drawn[first[i]] * drawn[second[i]];
        }
    }
}
