using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Galleries;

/// <summary>The percent curves of a gallery.</summary>
/// <param name="Regions">For a photo against a person.</param>
/// <param name="Comparison">For two photos.</param>
/// <param name="Centre">What two photos are compared around; empty for nothing.</param>
internal sealed record CurveSet(IReadOnlyDictionary<FaceRegion, PercentCurve> Regions, PercentCurve Comparison, float[] Centre);
