namespace CelebFunctions.Photos;

/// <summary>How much a photo is reduced on its way to the size at which faces are looked for.</summary>
internal static class WorkingSize
{
    /// <summary>A JPEG's own reductions: 1, 2, 4 or 8, the largest that keeps the longest side at least <paramref name="side"/>.</summary>
    public static int JpegReduction(int width, int height, int side)
    {
        int reduction = 8;
        while (reduction > 1 && Ceiling(Math.Max(width, height), reduction) < side)
            reduction /= 2;
        return reduction;
    }

    /// <summary>Any whole reduction, the largest that keeps the longest side at least <paramref name="side"/>.</summary>
    public static int Reduction(int width, int height, int side) => Math.Max(1, Math.Max(width, height) / side);

    private static int Ceiling(int value, int by) => (value + by - 1) / by;
}
