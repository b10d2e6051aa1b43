using System.Numerics.Tensors;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Fits the percent curves of a gallery to the photos that it is made from.</summary>
internal static class GalleryCurves
{
    /// <summary>Who has many photos does not count for more than this many.</summary>
    private const int PhotosAPerson = 5;

    // Millions of pairs tell one in a thousand well enough, and a gallery of any size is done in seconds.
    private const int People = 2_000;

    /// <summary>One curve a region for a photo against a person.</summary>
    /// <param name="people">In the order of the gallery's people.</param>
    /// <param name="gallery">Its vectors and norms.</param>
    /// <returns>Null where the photos are too few to tell.</returns>
    public static Dictionary<FaceRegion, PercentCurve>? Fit(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery)
    {
        int[] everybody = [.. Enumerable.Range(0, people.Count)];
        var curves = new Dictionary<FaceRegion, PercentCurve>();
        for (var row = 0; row < gallery.Regions.Count; row++)
        {
            if (Fit(StrangersToPeople(people, gallery, row, everybody), PhotosToOwnPerson(people, gallery, row, everybody)) is not { } curve)
                return null;
            curves[gallery.Regions[row]] = curve;
        }
        return curves;
    }

    /// <summary>The curve for two photos by the face.</summary>
    /// <param name="people">Everybody.</param>
    /// <param name="centre">What two photos are compared around.</param>
    /// <returns>Null where the photos are too few to tell.</returns>
    public static PercentCurve? FitComparison(IReadOnlyList<EnrolledPerson> people, float[] centre)
    {
        int[] everybody = [.. Enumerable.Range(0, people.Count)];
        return Fit(PhotosOfStrangers(people, centre, everybody), PhotosOfOnePerson(people, centre, everybody));
    }

    /// <summary>
    /// The mean vector of a gallery's people by the face. Around it one curve holds for two photos of any kind; around 0 film people,
    /// who share more than people of the news do, would be more alike by as much.
    /// </summary>
    public static float[] Centre(GalleryContent gallery)
    {
        var row = gallery.Regions.ToList().IndexOf(FaceRegion.Face);
        var centre = new float[gallery.Dimensions];
        var people = gallery.Vectors.Length / (gallery.Regions.Count * gallery.Dimensions);
        for (var person = 0; person < people; person++)
            TensorPrimitives.Add<float>(centre, gallery.Vector(person, row), centre);
        TensorPrimitives.Divide(centre, people, centre);
        return centre;
    }

    public static PercentCurve? Fit(IEnumerable<Likeness> strangers, IEnumerable<Likeness> same) =>
        PercentCurveFitter.Fit([.. strangers.Select(pair => pair.Score)], [.. same.Select(pair => pair.Score)]);

    /// <summary>Each photo against the vector of its person's other photos.</summary>
    /// <param name="people">In the order of the gallery's people.</param>
    /// <param name="gallery">Its vectors and norms.</param>
    /// <param name="row">Which region.</param>
    /// <param name="members">Whose photos are looked at.</param>
    public static List<Likeness> PhotosToOwnPerson(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery, int row, IReadOnlyList<int> members)
    {
        var region = gallery.Regions[row];
        var pairs = new List<Likeness>();
        var others = new float[gallery.Dimensions];
        foreach (var person in members.Where(person => people[person].Usable.Count > 1))
        {
            var photos = people[person].Usable;
            foreach (var i in Evenly.Take([.. Enumerable.Range(0, photos.Count)], PhotosAPerson))
            {
                PersonVectors.Mean(photos, region, except: i, others);
                pairs.Add(new(gallery.Norm(person, row).Of(TensorPrimitives.Dot<float>(Probe(photos[i])[region], others)), person, person));
            }
        }
        return pairs;
    }

    /// <summary>One photo of each against everybody else.</summary>
    /// <inheritdoc cref="PhotosToOwnPerson" path="/param"/>
    public static List<Likeness> StrangersToPeople(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery, int row, IReadOnlyList<int> members)
    {
        var pairs = new List<Likeness>();
        var some = Evenly.Take([.. members.Where(person => people[person].Usable.Count > 0)], People);
        foreach (var probe in some)
        {
            var vector = Probe(people[probe].Usable[0])[gallery.Regions[row]];
            foreach (var person in some)
            {
                if (person != probe)
                    pairs.Add(new(gallery.Norm(person, row).Of(TensorPrimitives.Dot(vector, gallery.Vector(person, row))), probe, person));
            }
        }
        return pairs;
    }

    /// <summary>Any two of a few photos of each person, by the face.</summary>
    /// <param name="people">Everybody.</param>
    /// <param name="centre">What they are compared around.</param>
    /// <param name="members">Whose photos are looked at.</param>
    public static List<Likeness> PhotosOfOnePerson(IReadOnlyList<EnrolledPerson> people, float[] centre, IReadOnlyList<int> members)
    {
        var pairs = new List<Likeness>();
        foreach (var person in members)
        {
            FaceEmbedding[] photos = [.. Evenly.Take(people[person].Usable, PhotosAPerson).Select(Probe)];
            for (var i = 0; i < photos.Length; i++)
            {
                for (var j = i + 1; j < photos.Length; j++)
                    pairs.Add(new(photos[i].SimilarityTo(photos[j], FaceRegion.Face, centre), person, person));
            }
        }
        return pairs;
    }

    /// <summary>One photo of each against one of everybody else, by the face.</summary>
    /// <inheritdoc cref="PhotosOfOnePerson" path="/param"/>
    public static List<Likeness> PhotosOfStrangers(IReadOnlyList<EnrolledPerson> people, float[] centre, IReadOnlyList<int> members)
    {
        var pairs = new List<Likeness>();
        var some = Evenly.Take([.. members.Where(person => people[person].Usable.Count > 0)], People);
        FaceEmbedding[] photos = [.. some.Select(person => Probe(people[person].Usable[0]))];
        for (var i = 0; i < photos.Length; i++)
        {
            for (var j = i + 1; j < photos.Length; j++)
                pairs.Add(new(photos[i].SimilarityTo(photos[j], FaceRegion.Face, centre), some[i], some[j]));
        }
        return pairs;
    }

    private static FaceEmbedding Probe(EnrolledPhoto photo) => photo.Face!.Probe!;
}
