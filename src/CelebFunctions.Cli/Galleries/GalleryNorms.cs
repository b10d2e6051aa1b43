using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Fits the score norms of a gallery: to each person, the others are the strangers.</summary>
internal static class GalleryNorms
{
    // A deviation is then known to 1.6 %.
    private const int Strangers = 2_000;

    /// <summary>
    /// Norms of the face; a feature is left as it is, since there they cost more than they bring: by the eyes alone, 27 of a
    /// hundred people of the default gallery were found with them and 33 without.
    /// </summary>
    /// <param name="people">In the order of the gallery's people.</param>
    /// <param name="gallery">Its vectors.</param>
    /// <returns>People × regions; null where there are too few.</returns>
    public static ScoreNorm[]? Fit(IReadOnlyList<EnrolledPerson> people, GalleryContent gallery)
    {
        var row = gallery.Regions.ToList().IndexOf(FaceRegion.Face);
        var vectors = new float[people.Count * gallery.Dimensions];
        for (var person = 0; person < people.Count; person++)
            gallery.Vector(person, row).CopyTo(vectors.AsSpan(person * gallery.Dimensions));
        if (FitFace(people, vectors, gallery.Dimensions) is not { } fitted)
            return null;
        var norms = new ScoreNorm[people.Count * gallery.Regions.Count];
        Array.Fill(norms, ScoreNorm.None);
        for (var person = 0; person < people.Count; person++)
            norms[person * gallery.Regions.Count + row] = fitted[person];
        return norms;
    }

    /// <param name="people">In the order of the vectors; each one's first usable photo is a stranger to the others.</param>
    /// <param name="vectors">Of the face, one a person.</param>
    /// <param name="dimensions">Numbers in one vector.</param>
    public static ScoreNorm[]? FitFace(IReadOnlyList<EnrolledPerson> people, float[] vectors, int dimensions) => ScoreNormFitter.Fit(
        vectors,
        [.. Evenly.Take([.. Enumerable.Range(0, people.Count).Where(person => people[person].Usable.Count > 0)], Strangers)
            .Select(person => (person, people[person].Usable[0].Face!.Probe![FaceRegion.Face].ToArray()))],
        dimensions);
}
