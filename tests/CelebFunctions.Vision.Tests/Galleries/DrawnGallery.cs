using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Tests.Galleries;

/// <summary>Galleries of people who do not exist.</summary>
internal static class DrawnGallery
{
    public const string Space = "813a951e2dba47799dfcd5b2de5b2ae8d30e515ff772ac2d0d23990816a39fe6";

    /// <summary>People whose vectors point anywhere; the same seed gives the same people.</summary>
    public static GalleryContent Content(int people, int dimensions = 128, int seed = 1, params FaceRegion[] regions)
    {
        if (regions.Length == 0)
            regions = [FaceRegion.Face, FaceRegion.Eyes];
        var random = new Random(seed);
        return new()
        {
            Id = "drawn",
            Name = "Drawn people – нарисованные",
            Version = "1.2.3",
            Space = Space,
            Regions = regions,
            Dimensions = dimensions,
            People = [.. Enumerable.Range(0, people).Select(i => new Person($"person-{i:00000}", $"Pérson {i}") { Photos = i + 1, Source = "drawn here" })],
            Vectors = [.. Enumerable.Range(0, people * regions.Length).SelectMany(_ => UnitVector(random, dimensions))],
            Curves = regions.ToDictionary(region => region, region => new PercentCurve(0.01f * (int)region, 0.3f, 0.6f)),
        };
    }

    /// <summary>A direction that no other is preferred to: normal numbers, scaled to length one.</summary>
    public static float[] UnitVector(Random random, int dimensions)
    {
        var normal = Enumerable.Range(0, dimensions).Select(_ => Normal(random)).ToArray();
        var length = Math.Sqrt(normal.Sum(value => value * value));
        return Array.ConvertAll(normal, value => (float)(value / length));
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static byte[] Bytes(GalleryContent content)
    {
        using var stream = new MemoryStream();
        GalleryWriter.Write(stream, content);
        return stream.ToArray();
    }
}
