using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>Counts the unit squares that boxes with whole sides cover: the plainest way to an area.</summary>
internal static class SquareCount
{
    public static (int Both, int Either) Of(FaceBox first, FaceBox second, int side)
    {
        int both = 0, either = 0;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (inFirst, inSecond) = (Covers(first, x, y), Covers(second, x, y));
                both += inFirst && inSecond ? 1 : 0;
                either += inFirst || inSecond ? 1 : 0;
            }
        }
        return (both, either);
    }

    private static bool Covers(FaceBox box, int x, int y) =>
        x >= box.X && x < box.X + box.Width && y >= box.Y && y < box.Y + box.Height;
}
