namespace CelebFunctions.Vision.Faces;

/// <summary>
/// Reads cells that tell distances in units of their stride: left, top, right, bottom of the box, then x and y of each
/// landmark.
/// </summary>
internal sealed class DistanceDecoder : DetectorDecoder
{
    private readonly float _corner;

    /// <param name="options">What the manifest says.</param>
    /// <param name="corner">Strides from a cell's corner to where it measures from.</param>
    public DistanceDecoder(FaceDetectorOptions options, float corner)
        : base(options)
    {
        _corner = corner;
        CheckOutputs("scores", options.Scores);
        CheckOutputs("boxes", options.Boxes);
        CheckOutputs("landmarks", options.Landmarks);
    }

    public override IEnumerable<(string Name, int Each)> Outputs =>
    [
        .. Options.Scores.Select(name => (name, 1)),
        .. Options.Boxes.Select(name => (name, BoxValues)),
        .. Options.Landmarks.Select(name => (name, LandmarkValues)),
    ];

    public override List<DetectedFace> Decode(DetectorTensors tensors, Letterbox letterbox, float threshold)
    {
        var grid = GridOf(letterbox);
        var faces = new List<DetectedFace>();
        foreach (var level in grid.Levels)
        {
            var scores = tensors.Level(Options.Scores, grid, level, 1);
            var boxes = tensors.Level(Options.Boxes, grid, level, BoxValues);
            var landmarks = tensors.Level(Options.Landmarks, grid, level, LandmarkValues);
            for (var i = 0; i < scores.Length; i++)
            {
                if (!(scores[i] >= threshold))
                    continue;
                var box = boxes.Slice(i * BoxValues, BoxValues);
                var (cell, stride) = (i / grid.Anchors, level.Stride);
                var (x, y) = ((level.Column(cell) + _corner) * stride, (level.Row(cell) + _corner) * stride);
                faces.Add(Face(
                    letterbox, scores[i],
                    x - box[0] * stride, y - box[1] * stride, x + box[2] * stride, y + box[3] * stride,
                    Points(landmarks.Slice(i * LandmarkValues, LandmarkValues), x, y, stride)));
            }
        }
        return faces;
    }
}
