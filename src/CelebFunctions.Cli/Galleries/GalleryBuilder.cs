using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Makes a gallery out of people whose photos were looked at. The same photos give the same gallery.</summary>
internal static class GalleryBuilder
{
    /// <param name="identity">Id, name, version, space, regions and dimensions; the rest is filled in.</param>
    /// <param name="people">By id, each with a usable photo.</param>
    /// <param name="sourceOf">Where a person's photos came from, or null.</param>
    /// <param name="borrowed">The curves where these photos are too few to fit their own.</param>
    /// <param name="consent">What all of them agreed to, or null.</param>
    /// <exception cref="GalleryException">The photos are too few and no curve was given.</exception>
    public static GalleryContent Build(
        GalleryContent identity,
        IReadOnlyList<EnrolledPerson> people,
        Func<PersonFolder, string?> sourceOf,
        CurveSet? borrowed,
        string? consent = null)
    {
        var content = identity with
        {
            People = [.. people.Select(person => new Person(person.Folder.Id, person.Folder.Name)
            {
                Photos = person.Usable.Count,
                Source = sourceOf(person.Folder),
                Consent = consent,
            })],
            Vectors = new float[people.Count * identity.Regions.Count * identity.Dimensions],
        };
        for (var i = 0; i < people.Count; i++)
        {
            for (var row = 0; row < content.Regions.Count; row++)
                PersonVectors.Mean(people[i].Usable, content.Regions[row], except: -1, content.Vector(i, row));
        }
        var centre = GalleryCurves.Centre(content);
        var comparison = GalleryCurves.FitComparison(people, centre);
        content = content with { Norms = GalleryNorms.Fit(people, content) };
        return content with
        {
            ComparisonCurve = comparison ?? borrowed?.Comparison,
            Centre = comparison is null ? borrowed?.Centre ?? [] : centre,
            Curves = GalleryCurves.Fit(people, content) ?? borrowed?.Regions ?? throw new GalleryException(
                "These photos are too few to fit percent curves to. Add people or photos, or name a gallery made with the same embedder by --curve-from."),
        };
    }
}
