using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Matching;

/// <summary>Finds the people of a gallery that a face resembles. Same embedding, same gallery: same answer.</summary>
public static class FaceMatcher
{
    /// <summary>
    /// The least percent of a feature that the sentence names: more alike than all but one stranger in a thousand.
    /// </summary>
    private const int SpokenPercent = 50;

    /// <param name="gallery">Where to look.</param>
    /// <param name="embedding">The face.</param>
    /// <param name="top">How many people, at least 1.</param>
    /// <param name="features">Which features to look at; none is fine.</param>
    /// <returns>Null where the gallery is empty.</returns>
    public static FaceMatch? Match(
        Gallery gallery, FaceEmbedding embedding, int top, IReadOnlyCollection<FaceRegion> features)
    {
        ArgumentNullException.ThrowIfNull(gallery);
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentNullException.ThrowIfNull(features);
        var matches = gallery.Search(FaceRegion.Face, embedding[FaceRegion.Face], top)
            .Select(hit => new PersonMatch(
                gallery.People[hit.Person], gallery.CurveOf(FaceRegion.Face).PercentOf(hit.Score), hit.Similarity))
            .ToArray();
        if (matches.Length == 0)
            return null;

        var nearest = features
            .Where(gallery.Regions.Contains)
            .Select(region => NearestFeature(gallery, embedding, region))
            .ToArray();
        var spoken = nearest
            .Where(feature => feature.Percent >= SpokenPercent && feature.Person.Id != matches[0].Person.Id)
            .MaxBy(feature => (feature.Percent, -(int)feature.Region));
        return new(
            matches,
            Array.ConvertAll(nearest, feature => feature with { Spoken = feature == spoken }),
            Sentence.Say(matches[0], spoken));
    }

    private static FeatureMatch NearestFeature(Gallery gallery, FaceEmbedding embedding, FaceRegion region)
    {
        var hit = gallery.Search(region, embedding[region], 1)[0];
        return new(region, gallery.People[hit.Person], gallery.CurveOf(region).PercentOf(hit.Score), hit.Similarity, Spoken: false);
    }
}
