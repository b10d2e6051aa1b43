namespace CelebFunctions.Vision.Faces;

/// <summary>Greedy non-maximum suppression: of boxes that overlap, the one with the highest score stays.</summary>
internal static class OverlapSuppression
{
    /// <returns>The faces that stay, by falling score.</returns>
    public static List<DetectedFace> Keep(IEnumerable<DetectedFace> faces, float maxOverlap)
    {
        var kept = new List<DetectedFace>();
        foreach (var face in faces.OrderByDescending(face => face.Score))
        {
            if (!kept.Exists(better => better.Box.Overlap(face.Box) > maxOverlap))
                kept.Add(face);
        }
        return kept;
    }
}
