using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>What a detector's network says of an input, written by hand.</summary>
internal sealed class CellOutput
{
    private readonly Letterbox _letterbox;
    private readonly IReadOnlyList<int> _strides;

    public CellOutput(Letterbox letterbox, IReadOnlyList<int> strides)
    {
        (_letterbox, _strides) = (letterbox, strides);
        var cells = strides.Sum(CellsOf);
        Scores = new float[cells];
        Boxes = new float[4 * cells];
        Landmarks = new float[10 * cells];
    }

    public float[] Scores { get; }

    public float[] Boxes { get; }

    public float[] Landmarks { get; }

    /// <summary>Lets the cell under the face's nose describe it: distances from the cell's centre in units of its stride.</summary>
    /// <param name="level">Which stride.</param>
    /// <param name="face">In pixels of the picture.</param>
    /// <param name="nose">In pixels of the picture.</param>
    /// <param name="scaleX">Input pixels for one of the picture.</param>
    /// <param name="scaleY">Input pixels for one of the picture.</param>
    public void Describe(int level, FaceBox face, FacePoint nose, double scaleX, double scaleY)
    {
        var stride = _strides[level];
        var (noseX, noseY) = (nose.X * scaleX, nose.Y * scaleY);
        var (column, row) = ((int)(noseX / stride), (int)(noseY / stride));
        var (centreX, centreY) = ((column + 0.5) * stride, (row + 0.5) * stride);
        var cell = _strides.Take(level).Sum(CellsOf) + row * (_letterbox.InputWidth / stride) + column;

        Scores[cell] = 0.9f;
        Boxes[4 * cell] = (float)((centreX - face.X * scaleX) / stride);
        Boxes[4 * cell + 1] = (float)((centreY - face.Y * scaleY) / stride);
        Boxes[4 * cell + 2] = (float)(((face.X + face.Width) * scaleX - centreX) / stride);
        Boxes[4 * cell + 3] = (float)(((face.Y + face.Height) * scaleY - centreY) / stride);
        Landmarks[10 * cell + 4] = (float)((noseX - centreX) / stride);
        Landmarks[10 * cell + 5] = (float)((noseY - centreY) / stride);
    }

    private int CellsOf(int stride) => _letterbox.InputWidth / stride * (_letterbox.InputHeight / stride);
}
