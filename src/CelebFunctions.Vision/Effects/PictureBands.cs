namespace CelebFunctions.Vision.Effects;

/// <summary>
/// Cuts a picture into bands of whole rows, each with as much around it as an effect looks at, so that none can be told
/// from the others in what comes out.
/// </summary>
internal static class PictureBands
{
    /// <param name="width">Pixels of a row as the network takes it.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">What the network asks for.</param>
    public static IReadOnlyList<PictureBand> Of(int width, int height, PictureEffectOptions options)
    {
        // Bands begin where the network's own grid does; so does what lies around them.
        var margin = WholeSteps(options.Margin, options.Multiple);
        var total = WholeSteps(height, options.Multiple);
        var most = Math.Max(options.PixelsAtOnce / width, (2 * margin) + options.Multiple);
        var count = 1;
        while (RowsAtOnce(count) > most)
            count++;

        var rows = WholeSteps((total + count - 1) / count, options.Multiple);
        var bands = new List<PictureBand>();
        for (var first = 0; first < height; first += rows)
        {
            var from = Math.Max(0, first - margin);
            var last = Math.Min(height, first + rows);
            bands.Add(new(first, last - first, from, Math.Min(total, first + rows + margin) - from));
        }
        return bands;

        int RowsAtOnce(int parts) =>
            Math.Min(total, WholeSteps((total + parts - 1) / parts, options.Multiple) + (parts == 1 ? 0 : parts == 2 ? margin : 2 * margin));
    }

    /// <summary>The least multiple of a step that holds a length.</summary>
    public static int WholeSteps(int length, int step) => (length + step - 1) / step * step;
}
