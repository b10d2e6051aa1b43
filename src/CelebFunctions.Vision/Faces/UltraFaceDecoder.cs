using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Faces;

/// <summary>
/// Reads finished boxes: corners as shares of the input, beside the scores of background and face. There are no landmarks;
/// they are put where an upright face that looks at the camera has them, which aligns turned heads badly.
/// </summary>
internal sealed class UltraFaceDecoder : DetectorDecoder
{
    private const int ScoreValues = 2;

    public UltraFaceDecoder(FaceDetectorOptions options)
        : base(options)
    {
        if (options.Scores.Count != 1 || options.Boxes.Count != 1)
            throw new ModelException("The manifest of an UltraFace names one output for scores and one for boxes.");
    }

    public override IEnumerable<(string Name, int Each)> Outputs => [(Options.Scores[0], ScoreValues), (Options.Boxes[0], BoxValues)];

    public override List<DetectedFace> Decode(DetectorTensors tensors, Letterbox letterbox, float threshold)
    {
        var scores = tensors.Whole(Options.Scores[0]);
        var boxes = tensors.Whole(Options.Boxes[0]);
        if (boxes.Length * ScoreValues != scores.Length * BoxValues)
            throw new ModelException($"The tensor '{Options.Boxes[0]}' has {boxes.Length} values for the {scores.Length / ScoreValues} boxes of '{Options.Scores[0]}': four each are right.");

        var faces = new List<DetectedFace>();
        for (var i = 0; i < scores.Length / ScoreValues; i++)
        {
            var score = scores[i * ScoreValues + 1];
            if (!(score >= threshold))
                continue;
            var box = boxes.Slice(i * BoxValues, BoxValues);
            var (left, right) = (box[0] * letterbox.InputWidth, box[2] * letterbox.InputWidth);
            var (top, bottom) = (box[1] * letterbox.InputHeight, box[3] * letterbox.InputHeight);
            faces.Add(Face(letterbox, score, left, top, right, bottom, Estimate(left, top, right - left, bottom - top)));
        }
        return faces;
    }

    // Medians over 505 photos of the sets 'athletes' and 'all-age-faces' in which both version-RFB-320 and YuNet-n find a face,
    // left and right averaged; a face lies within 0.03 to 0.08 of them (one standard deviation).
    private static FaceLandmarks Estimate(float left, float top, float width, float height)
    {
        return new(At(0.26f, 0.37f), At(0.74f, 0.37f), At(0.5f, 0.57f), At(0.29f, 0.72f), At(0.71f, 0.72f));

        FacePoint At(float x, float y) => new(left + x * width, top + y * height);
    }
}
