namespace CelebFunctions.Photos;

/// <summary>How much a photo is reduced on its way to the size at which faces are looked for.</summary>
internal static class WorkingSize
{
    /// <summary>
    /// A JPEG's own reductions: 1, 2, 4 or 8, the largest that keeps the longest side at least <paramref name="side"/>.
    /// libvips leaves a last pixel out that is not whole, so the shortest side has at least as many pixels as the reduction.
    /// </summary>
    public static int JpegReduction(int width, int height, int side)
    {
        int reduction = 8;
        while (reduction > 1 && (Math.Max(width, height) / reduction < side || Math.Min(width, height) < reduction))
            reduction /= 2;
        return reduction;
    }

    /// <summary>Any whole reduction, the largest that keeps the longest side at least <paramref name="side"/> and a row of a narrow strip.</summary>
    public static int Reduction(int width, int height, int side) => Math.Clamp(Math.Max(width, height) / side, 1, Math.Min(width, height));
}
