using NetVips;

namespace CelebFunctions.Benchmarks.Matching;

/// <summary>
/// The photo that is matched: 4000 × 3000, JPEG of quality 90 with 4:2:0 chroma, a drawn scene with one face in it.
/// Grain of a camera's sensor makes its size and its decoding time those of a photo.
/// </summary>
internal static class BenchmarkPhoto
{
    public const int Width = 4000;
    public const int Height = 3000;
    private const int FaceHeight = 1500;
    private const int Seed = 20261124;

    /// <summary>Writes the photo twice, baseline and progressive.</summary>
    public static (string Baseline, string Progressive) Write(string folder, string facePath)
    {
        Directory.CreateDirectory(folder);
        using var scene = Scene();
        using var face = Image.Thumbnail(facePath, FaceHeight * 2, height: FaceHeight);
        using var placed = face.Embed((Width - face.Width) / 2, (Height - face.Height) / 2, Width, Height);
        using var mask = Mask(face.Width);
        using var photo = mask.Ifthenelse(placed, scene, blend: true);
        using var grain = Image.Gaussnoise(Width, Height, sigma: 4, mean: 0, seed: Seed);
        using var grained = photo + grain;
        using var pixels = grained.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
        var baseline = Path.Combine(folder, "baseline.jpg");
        var progressive = Path.Combine(folder, "progressive.jpg");
        pixels.Jpegsave(baseline, q: 90, subsampleMode: Enums.ForeignSubsample.On);
        pixels.Jpegsave(progressive, q: 90, subsampleMode: Enums.ForeignSubsample.On, interlace: true);
        return (baseline, progressive);
    }

    // Clouds of several sizes over a slope of colour: edges and smooth parts, as a room or a garden has them.
    private static Image Scene()
    {
        using var coarse = Image.Perlin(Width, Height, cellSize: 500, uchar: true, seed: Seed);
        using var fine = Image.Perlin(Width, Height, cellSize: 40, uchar: true, seed: Seed + 1);
        using var ramp = Image.Xyz(Width, Height);
        using var down = ramp[1] * (80.0 / Height);
        using var light = coarse * 0.35 + fine * 0.25 + down;
        using var edges = (coarse > 140).Ifthenelse(light * 0.6 + 20, light);
        return edges.Bandjoin(edges * 0.9 + 10, edges * 0.7 + 30);
    }

    // An ellipse within the face's picture, with a soft edge.
    private static Image Mask(int faceWidth)
    {
        using var at = Image.Xyz(Width, Height);
        using var x = (at[0] - Width / 2.0) / (faceWidth / 2.0);
        using var y = (at[1] - Height / 2.0) / (FaceHeight / 2.0);
        using var distance = x * x + y * y;
        using var soft = (1 - distance) * (255 / 0.15);
        return soft.Cast(Enums.BandFormat.Uchar);
    }
}
