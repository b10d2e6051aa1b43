using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Faces;

/// <summary>Turns a detector's numbers into faces.</summary>
internal static class DetectorOutput
{
    private const int BoxValues = 4;
    private const int LandmarkValues = 10;

    /// <summary>
    /// Reads the cells whose score reaches the threshold. Each cell tells distances from its own centre in units of
    /// its stride: left, top, right, bottom of the box, then x and y of each landmark.
    /// </summary>
    /// <returns>Faces in pixels of the original picture, in the order of the cells, neighbours not yet suppressed.</returns>
    public static List<DetectedFace> Decode(
        ReadOnlySpan<float> scores,
        ReadOnlySpan<float> boxes,
        ReadOnlySpan<float> landmarks,
        Letterbox letterbox,
        FaceDetectorOptions options)
    {
        var cells = 0;
        foreach (var stride in options.Strides)
            cells += letterbox.InputWidth / stride * (letterbox.InputHeight / stride);
        if (scores.Length != cells || boxes.Length != cells * BoxValues || landmarks.Length != cells * LandmarkValues)
            throw new ModelException($"The detector gave {scores.Length} scores for {cells} cells: its strides are not those of its manifest.");

        var faces = new List<DetectedFace>();
        var first = 0;
        foreach (var stride in options.Strides)
        {
            var columns = letterbox.InputWidth / stride;
            var count = columns * (letterbox.InputHeight / stride);
            for (var cell = 0; cell < count; cell++)
            {
                var score = scores[first + cell];
                if (!(score >= options.Threshold))
                    continue;
                faces.Add(Read(
                    score,
                    boxes.Slice((first + cell) * BoxValues, BoxValues),
                    landmarks.Slice((first + cell) * LandmarkValues, LandmarkValues),
                    centreX: cell % columns + 0.5f,
                    centreY: cell / columns + 0.5f,
                    scaleX: stride * letterbox.ScaleX,
                    scaleY: stride * letterbox.ScaleY));
            }
            first += count;
        }
        return faces;
    }

    private static DetectedFace Read(
        float score,
        ReadOnlySpan<float> box,
        ReadOnlySpan<float> landmarks,
        float centreX,
        float centreY,
        float scaleX,
        float scaleY)
    {
        return new(
            new((centreX - box[0]) * scaleX, (centreY - box[1]) * scaleY, (box[0] + box[2]) * scaleX, (box[1] + box[3]) * scaleY),
            score,
            new(Point(landmarks, 0), Point(landmarks, 1), Point(landmarks, 2), Point(landmarks, 3), Point(landmarks, 4)));

        FacePoint Point(ReadOnlySpan<float> values, int i) =>
            new((centreX + values[2 * i]) * scaleX, (centreY + values[2 * i + 1]) * scaleY);
    }
}
