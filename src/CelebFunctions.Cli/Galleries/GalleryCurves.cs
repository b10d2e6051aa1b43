using System.Numerics.Tensors;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Fits the percent curves of a gallery to the photos that it is made from.</summary>
internal static class GalleryCurves
{
    /// <summary>
    /// One curve a region. Two faces of one person: each photo against the mean of that person's others. Strangers: one
    /// photo of each person against everybody else's vector.
    /// </summary>
    /// <param name="people">In the order of the gallery's people.</param>
    /// <param name="gallery">Its vectors.</param>
    /// <returns>Null where the photos are too few to tell.</returns>
    public static Dictionary<FaceRegion, PercentCurve>? Fit(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery)
    {
        var curves = new Dictionary<FaceRegion, PercentCurve>();
        for (var row = 0; row < gallery.Regions.Count; row++)
        {
            var region = gallery.Regions[row];
            if (PercentCurveFitter.Fit(Strangers(people, gallery, row), SamePerson(people, region, gallery.Dimensions)) is not { } curve)
                return null;
            curves[region] = curve;
        }
        return curves;
    }

    private static List<float> SamePerson(IReadOnlyList<EnrolledPerson> people, FaceRegion region, int dimensions)
    {
        var similarities = new List<float>();
        var others = new float[dimensions];
        foreach (var photos in people.Select(person => person.Usable).Where(photos => photos.Count > 1))
        {
            for (var i = 0; i < photos.Count; i++)
            {
                PersonVectors.Mean(photos, region, except: i, others);
                similarities.Add(TensorPrimitives.Dot<float>(photos[i].Face!.Embedding![region], others));
            }
        }
        return similarities;
    }

    private static List<float> Strangers(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery, int row)
    {
        var similarities = new List<float>();
        for (var probe = 0; probe < people.Count; probe++)
        {
            var vector = people[probe].Usable[0].Face!.Embedding![gallery.Regions[row]];
            for (var person = 0; person < people.Count; person++)
            {
                if (person != probe)
                    similarities.Add(TensorPrimitives.Dot(vector, gallery.Vector(person, row)));
            }
        }
        return similarities;
    }
}
