namespace CelebFunctions.Vision.Faces;

/// <summary>
/// Reads cells that tell the box's centre from their corner and the logarithm of its sides, in strides. The score is the
/// geometric mean of how much it is a face and how much it is anything (libfacedetection.train, <c>yunet_head.py</c>).
/// </summary>
internal sealed class YuNetDecoder : DetectorDecoder
{
    public YuNetDecoder(FaceDetectorOptions options)
        : base(options)
    {
        CheckOutputs("scores", options.Scores);
        CheckOutputs("objectness", options.Objectness);
        CheckOutputs("boxes", options.Boxes);
        CheckOutputs("landmarks", options.Landmarks);
    }

    public override IEnumerable<(string Name, int Each)> Outputs =>
    [
        .. Options.Scores.Concat(Options.Objectness).Select(name => (name, 1)),
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
            var objectness = tensors.Level(Options.Objectness, grid, level, 1);
            var boxes = tensors.Level(Options.Boxes, grid, level, BoxValues);
            var landmarks = tensors.Level(Options.Landmarks, grid, level, LandmarkValues);
            for (var i = 0; i < scores.Length; i++)
            {
                var score = MathF.Sqrt(Math.Clamp(scores[i], 0, 1) * Math.Clamp(objectness[i], 0, 1));
                if (!(score >= threshold))
                    continue;
                var box = boxes.Slice(i * BoxValues, BoxValues);
                var (cell, stride) = (i / grid.Anchors, level.Stride);
                var (x, y) = ((float)level.Column(cell) * stride, (float)level.Row(cell) * stride);
                var (centreX, centreY) = (x + box[0] * stride, y + box[1] * stride);
                var (halfX, halfY) = (MathF.Exp(box[2]) * stride / 2, MathF.Exp(box[3]) * stride / 2);
                faces.Add(Face(
                    letterbox, score,
                    centreX - halfX, centreY - halfY, centreX + halfX, centreY + halfY,
                    Points(landmarks.Slice(i * LandmarkValues, LandmarkValues), x, y, stride)));
            }
        }
        return faces;
    }
}
