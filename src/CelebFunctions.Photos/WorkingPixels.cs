using NetVips;

namespace CelebFunctions.Photos;

/// <summary>Makes any pixels 8-bit sRGB: alpha over white, then smaller, then the colours, so that the dear step sees fewest pixels.</summary>
internal static class WorkingPixels
{
    private const string Profile = "icc-profile-data";

    /// <param name="image">What the loader gave; not disposed here.</param>
    /// <param name="reduction">Whole factor by which both sides still have to shrink.</param>
    public static Image From(Image image, int reduction)
    {
        using Chain chain = new(image);
        if (chain.Image.HasAlpha())
        {
            // White is the largest value only in these; others are converted first.
            if (chain.Image.Interpretation is not (Enums.Interpretation.Srgb or Enums.Interpretation.Bw
                or Enums.Interpretation.Rgb16 or Enums.Interpretation.Grey16))
                chain.Then(i => i.Colourspace(Enums.Interpretation.Srgb));
            double white = chain.Image.Format == Enums.BandFormat.Ushort ? ushort.MaxValue : byte.MaxValue;
            chain.Then(i => i.Flatten(background: [white]));
        }
        if (reduction > 1)
            chain.Then(i => i.Shrink(reduction, reduction, ceil: true));
        Colours(chain);
        return chain.Take();
    }

    private static void Colours(Chain chain)
    {
        if (chain.Image.Contains(Profile) && !IccProfile.IsSrgb(chain.Image, Profile))
            chain.Then(i => i.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative, depth: 8));
        if (chain.Image.Interpretation != Enums.Interpretation.Srgb)
            chain.Then(i => i.Colourspace(Enums.Interpretation.Srgb));
        if (chain.Image.Bands > 3)
            chain.Then(i => i.ExtractBand(0, n: 3));
        if (chain.Image.Format != Enums.BandFormat.Uchar)
            chain.Then(i => i.Cast(Enums.BandFormat.Uchar));
        if (chain.Image.Bands < 3)
            chain.Then(i => i.ExtractBand(0)).Then(i => i.Bandjoin(i, i));
    }

    /// <summary>Steps in a row, each disposing of the one before; the first belongs to the caller.</summary>
    private sealed class Chain(Image first) : IDisposable
    {
        private bool _own;

        public Image Image { get; private set; } = first;

        public Chain Then(Func<Image, Image> step)
        {
            Image next = step(Image);
            Dispose();
            (Image, _own) = (next, true);
            return this;
        }

        /// <summary>Hands the last image to the caller, a reference of its own even if there was no step.</summary>
        public Image Take()
        {
            Image last = _own ? Image : Image.Copy();
            _own = false;
            return last;
        }

        public void Dispose()
        {
            if (_own)
                Image.Dispose();
            _own = false;
        }
    }
}
