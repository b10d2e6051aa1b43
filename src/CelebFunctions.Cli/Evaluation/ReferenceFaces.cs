using System.Globalization;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Reads a CSV of reference faces: name, score, x1, y1, x2, y2, then x and y of five landmarks.</summary>
public static class ReferenceFaces
{
    private const int Columns = 16;

    /// <exception cref="UsageException">The file is missing or not of this form; names the line.</exception>
    public static IReadOnlyList<ReferenceFace> Read(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no file of landmarks '{path}'.");
        return [.. File.ReadLines(path).Skip(1).Select((line, i) => FaceOf(line)
            ?? throw new UsageException($"'{path}', line {i + 2}: not a name and {Columns - 1} numbers."))];
    }

    private static ReferenceFace? FaceOf(string line)
    {
        var cells = line.Split(',');
        if (cells.Length < Columns)
            return null;
        var values = new float[Columns];
        for (var i = 1; i < Columns; i++)
        {
            if (!float.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
                return null;
        }
        return new(
            cells[0],
            new(values[2], values[3], values[4] - values[2], values[5] - values[3]),
            new(new(values[6], values[7]), new(values[8], values[9]), new(values[10], values[11]), new(values[12], values[13]), new(values[14], values[15])));
    }
}
