using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Faces;

/// <summary>
/// Reads corrections to square anchors: centre in anchor sides, logarithm of the sides, landmarks in anchor sides. PyTorch's
/// exports give rows of all levels, MXNet's a map of planes for each: which it is shows in the tensor.
/// </summary>
internal sealed class RetinaFaceDecoder : DetectorDecoder
{
    // Background and face.
    private const int ScoreValues = 2;

    public RetinaFaceDecoder(FaceDetectorOptions options)
        : base(options)
    {
        CheckOutputs("scores", options.Scores);
        CheckOutputs("boxes", options.Boxes);
        CheckOutputs("landmarks", options.Landmarks);
        if (options.AnchorSizes.Count != options.Strides.Count || options.AnchorSizes.Any(sizes => sizes.Count != options.AnchorsPerCell))
        {
            throw new ModelException(
                $"The manifest of a RetinaFace states anchorSizes: a list for each of its {options.Strides.Count} strides, each of {options.AnchorsPerCell} sides (anchorsPerCell).");
        }
        if (options.Variances.Count != 3)
            throw new ModelException("The manifest of a RetinaFace states three variances: of centres, of sizes and of landmarks.");
    }

    public override IEnumerable<(string Name, int Each)> Outputs =>
    [
        .. Options.Scores.Select(name => (name, ScoreValues)),
        .. Options.Boxes.Select(name => (name, BoxValues)),
        .. Options.Landmarks.Select(name => (name, LandmarkValues)),
    ];

    public override List<DetectedFace> Decode(DetectorTensors tensors, Letterbox letterbox, float threshold)
    {
        var grid = GridOf(letterbox);
        var faces = new List<DetectedFace>();
        var (place, size, point) = (Options.Variances[0], Options.Variances[1], Options.Variances[2]);
        Span<float> box = stackalloc float[BoxValues];
        Span<float> points = stackalloc float[LandmarkValues];
        foreach (var level in grid.Levels)
        {
            var map = tensors.IsMap(Options.Scores[0]);
            var scores = tensors.Level(Options.Scores, grid, level, ScoreValues);
            var boxes = tensors.Level(Options.Boxes, grid, level, BoxValues);
            var landmarks = tensors.Level(Options.Landmarks, grid, level, LandmarkValues);
            var middle = Options.AnchorCentre ?? level.Stride / 2f;
            for (var i = 0; i < level.Cells * grid.Anchors; i++)
            {
                var (cell, anchor) = (i / grid.Anchors, i % grid.Anchors);
                // In a map the scores of background come first, for all anchors.
                var score = map ? scores[(grid.Anchors + anchor) * level.Cells + cell] : scores[i * ScoreValues + 1];
                if (!(score >= threshold))
                    continue;
                Read(boxes, box);
                Read(landmarks, points);
                var side = Options.AnchorSizes[level.Index][anchor];
                var (x, y) = (level.Column(cell) * level.Stride + middle, level.Row(cell) * level.Stride + middle);
                var (centreX, centreY) = (x + box[0] * place * side, y + box[1] * place * side);
                var (halfX, halfY) = (MathF.Exp(box[2] * size) * side / 2, MathF.Exp(box[3] * size) * side / 2);
                faces.Add(Face(
                    letterbox, score,
                    centreX - halfX, centreY - halfY, centreX + halfX, centreY + halfY,
                    Points(points, x, y, point * side)));

                void Read(ReadOnlySpan<float> values, Span<float> into)
                {
                    for (var k = 0; k < into.Length; k++)
                        into[k] = map ? values[(anchor * into.Length + k) * level.Cells + cell] : values[i * into.Length + k];
                }
            }
        }
        return faces;
    }
}
