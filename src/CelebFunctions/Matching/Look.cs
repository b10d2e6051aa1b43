using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Matching;

/// <summary>What was seen in one photo, after its pixels are gone.</summary>
internal sealed record Look(PhotoAnswer Photo, TimeSpan Decode, FaceAnalysis Analysis)
{
    /// <summary>What the models took.</summary>
    public TimeSpan Work => Analysis.Detect + Analysis.Align + Analysis.Embed;
}
