namespace CelebFunctions.Vision.Faces;

/// <summary>One level of a detector's cells, row after row.</summary>
/// <param name="Index">Which level.</param>
/// <param name="Stride">Pixels between neighbouring cells.</param>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Cells">Cells in all.</param>
/// <param name="First">Anchors of the levels before.</param>
internal readonly record struct DetectorLevel(int Index, int Stride, int Columns, int Cells, int First)
{
    public int Column(int cell) => cell % Columns;

    public int Row(int cell) => cell / Columns;
}
