using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Fits the score norms of a gallery: to each person, the others are the strangers.</summary>
internal static class GalleryNorms
{
    // A deviation is then known to 1.6 %.
    private const int Strangers = 2_000;

    /// <param name="people">In the order of the gallery's people.</param>
    /// <param name="gallery">Its vectors.</param>
    /// <param name="cohort">Who are the strangers.</param>
    /// <returns>People × regions; null where the strangers are too few.</returns>
    public static ScoreNorm[]? Fit(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery, IReadOnlyList<int> cohort)
    {
        var norms = new ScoreNorm[people.Count * gallery.Regions.Count];
        for (var row = 0; row < gallery.Regions.Count; row++)
        {
            var vectors = new float[people.Count * gallery.Dimensions];
            for (var person = 0; person < people.Count; person++)
                gallery.Vector(person, row).CopyTo(vectors.AsSpan(person * gallery.Dimensions));
            if (Fit(people, vectors, gallery.Regions[row], gallery.Dimensions, cohort) is not { } fitted)
                return null;
            for (var person = 0; person < people.Count; person++)
                norms[person * gallery.Regions.Count + row] = fitted[person];
        }
        return norms;
    }

    /// <param name="people">In the order of the vectors; each stranger's first usable photo is taken.</param>
    /// <param name="vectors">One a person.</param>
    /// <param name="region">What they describe.</param>
    /// <param name="dimensions">Numbers in one vector.</param>
    /// <param name="cohort">Who are the strangers.</param>
    public static ScoreNorm[]? Fit(
        IReadOnlyList<EnrolledPerson> people, float[] vectors, FaceRegion region, int dimensions, IReadOnlyList<int> cohort) =>
        ScoreNormFitter.Fit(
            vectors,
            [.. Evenly.Take([.. cohort.Where(person => people[person].Usable.Count > 0)], Strangers)
                .Select(person => (person, people[person].Usable[0].Face!.Probe![region].ToArray()))],
            dimensions);
}
