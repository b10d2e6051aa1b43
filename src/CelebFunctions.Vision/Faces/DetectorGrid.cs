namespace CelebFunctions.Vision.Faces;

/// <summary>The cells that a detector lays over its input, level by level.</summary>
internal sealed class DetectorGrid
{
    public DetectorGrid(int width, int height, IReadOnlyList<int> strides, int anchors)
    {
        (Width, Height, Anchors) = (width, height, anchors);
        Levels = new DetectorLevel[strides.Count];
        for (var i = 0; i < Levels.Length; i++)
        {
            var columns = width / strides[i];
            Levels[i] = new(i, strides[i], columns, columns * (height / strides[i]), Total);
            Total += Levels[i].Cells * anchors;
        }
    }

    /// <summary>Of the input, in pixels.</summary>
    public int Width { get; }

    /// <summary>Of the input, in pixels.</summary>
    public int Height { get; }

    /// <summary>Faces that one cell may tell of.</summary>
    public int Anchors { get; }

    public DetectorLevel[] Levels { get; }

    /// <summary>Anchors of all levels.</summary>
    public int Total { get; }
}
