using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>
/// What a head says of one face, in double precision and by the formulas that a network is taught by: from the face to the
/// numbers, where decoders go from the numbers to the face.
/// </summary>
internal sealed class DrawnHead
{
    private readonly FaceDetectorOptions _options;
    private readonly int _width;
    private readonly int _height;
    private readonly Dictionary<string, DrawnNetwork.Output> _outputs = [];

    /// <param name="options">What the manifest says.</param>
    /// <param name="width">Of the input.</param>
    /// <param name="height">Of the input.</param>
    /// <param name="maps">Whether it gives planes instead of rows.</param>
    public DrawnHead(FaceDetectorOptions options, int width, int height, bool maps = false)
    {
        (_options, _width, _height) = (options, width, height);
        foreach (var (names, values) in new[] { (options.Scores, options.Head is DetectorHead.RetinaFace ? 2 : 1), (options.Objectness, 1), (options.Boxes, 4), (options.Landmarks, 10) })
        {
            for (var i = 0; i < names.Count; i++)
            {
                var (columns, rows) = (width / options.Strides[i], height / options.Strides[i]);
                var anchors = names.Count == 1 ? options.Strides.Sum(stride => width / stride * (height / stride)) : columns * rows;
                int[] shape = maps ? [1, values * options.AnchorsPerCell, rows, columns] : [1, anchors * options.AnchorsPerCell, values];
                _outputs[names[i]] = new(names[i], shape, new float[anchors * options.AnchorsPerCell * values]);
            }
        }
    }

    public byte[] Network(int[]? input = null) =>
        DrawnNetwork.Giving(_options.Input, input ?? [1, 3, _height, _width], [.. _outputs.Values]);

    /// <summary>Lets one anchor tell of a face, box and points in pixels of the input.</summary>
    public void Describe(int level, int column, int row, int anchor, double score, FaceBox box, FaceLandmarks points)
    {
        double stride = _options.Strides[level];
        var (left, top, right, bottom) = ((double)box.X, (double)box.Y, (double)box.X + box.Width, (double)box.Y + box.Height);
        var (middleX, middleY, width, height) = ((left + right) / 2, (top + bottom) / 2, right - left, bottom - top);
        var corner = (X: column * stride, Y: row * stride);
        switch (_options.Head)
        {
            case DetectorHead.Distances or DetectorHead.Scrfd:
                var from = _options.Head == DetectorHead.Scrfd ? corner : (X: corner.X + stride / 2, Y: corner.Y + stride / 2);
                Put(_options.Scores, 1, [score]);
                Put(_options.Boxes, 4, [(from.X - left) / stride, (from.Y - top) / stride, (right - from.X) / stride, (bottom - from.Y) / stride]);
                Put(_options.Landmarks, 10, Offsets(from, stride));
                break;
            case DetectorHead.YuNet:
                Put(_options.Scores, 1, [score * score / 0.95]);
                Put(_options.Objectness, 1, [0.95]);
                Put(_options.Boxes, 4, [(middleX - corner.X) / stride, (middleY - corner.Y) / stride, Math.Log(width / stride), Math.Log(height / stride)]);
                Put(_options.Landmarks, 10, Offsets(corner, stride));
                break;
            case DetectorHead.RetinaFace:
                double side = _options.AnchorSizes[level][anchor], away = _options.AnchorCentre ?? stride / 2;
                var (centre, size, point) = (_options.Variances[0], _options.Variances[1], _options.Variances[2]);
                var prior = (X: corner.X + away, Y: corner.Y + away);
                Put(_options.Scores, 2, [1 - score, score]);
                Put(_options.Boxes, 4,
                [
                    (middleX - prior.X) / side / centre, (middleY - prior.Y) / side / centre, Math.Log(width / side) / size, Math.Log(height / side) / size,
                ]);
                Put(_options.Landmarks, 10, Offsets(prior, side * point));
                break;
            default:
                throw new ArgumentException($"{_options.Head} is drawn otherwise.", nameof(level));
        }

        double[] Offsets((double X, double Y) place, double unit) =>
            [.. Composite.PointsOf(points).SelectMany(p => new[] { (p.X - place.X) / unit, (p.Y - place.Y) / unit })];

        void Put(IReadOnlyList<string> names, int each, double[] values)
        {
            var (output, anchors) = (_outputs[names[names.Count == 1 ? 0 : level]], _options.AnchorsPerCell);
            var (columns, rows) = (_width / _options.Strides[level], _height / _options.Strides[level]);
            for (var k = 0; k < each; k++)
            {
                int at;
                if (output.Shape.Length == 4)
                {
                    // Channels: the scores of all anchors kind by kind, anything else anchor by anchor.
                    var channel = names == _options.Scores ? k * anchors + anchor : anchor * each + k;
                    at = channel * rows * columns + row * columns + column;
                }
                else
                {
                    var before = names.Count == 1 ? _options.Strides.Take(level).Sum(s => _width / s * (_height / s)) : 0;
                    at = ((before + row * columns + column) * anchors + anchor) * each + k;
                }
                output.Values[at] = (float)values[k];
            }
        }
    }
}
