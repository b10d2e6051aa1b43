using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>The features that an embedder has vectors for: none where it knows faces alone.</summary>
internal static class FeatureRegions
{
    public static IEnumerable<FaceRegion> Of(IEnumerable<EnrolledPhoto> photos)
    {
        var regions = photos.Select(photo => photo.Face?.Embedding?.Regions).FirstOrDefault(count => count is not null) ?? 0;
        return Enum.GetValues<FaceRegion>().Where(region => region != FaceRegion.Face && (int)region < regions);
    }
}
