using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Benchmarks.Searching;

/// <summary>
/// One query of six vectors against 100,000 people, beside the time to read the scanned bytes once, on one thread; and
/// how many of the exact ten nearest the search finds.
/// </summary>
internal static class SearchBenchmark
{
    private const int People = 100_000;
    private const int Dimensions = 128;
    private const int Top = 10;
    private const int Rounds = 60;
    private const int WarmUps = 10;
    private const int ExactProbes = 50;
    private const int Seed = 20261125;

    public static int Run()
    {
        var path = Repository.At("artifacts", "benchmarks", "search.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var random = new Random(Seed);
        var content = Content(random);
        GalleryWriter.Write(path, content);
        using var gallery = Gallery.Open(path);
        var scanned = MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(path).AsSpan(^(People * content.Regions.Count * Dimensions)..)).ToArray();

        var (read, search) = (new Samples(), new Samples());
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var probes = content.Regions.Select(region => Probe(content, random, (int)region)).ToArray();
            var started = Stopwatch.GetTimestamp();
            _ = TensorPrimitives.Sum<long>(scanned);
            var least = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            foreach (var region in content.Regions)
                gallery.Search(region, probes[(int)region], Top);
            var ours = Stopwatch.GetElapsedTime(started);
            if (round < 0)
                continue;
            read.Add(least.TotalMilliseconds);
            search.Add(ours.TotalMilliseconds);
        }

        var recall = Recall(gallery, content, random);
        var ratio = search.Median / read.Median;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {People:N0} people × {content.Regions.Count} vectors of {Dimensions}, one thread | p50, ms | p95, ms |
            |---|---|---|
            | read the {scanned.Length * sizeof(long) / 1e6:F1} MB that are scanned, once | {read.Median:F2} | {read.P95:F2} |
            | search of {content.Regions.Count} vectors, top {Top} | {search.Median:F2} | {search.P95:F2} |
            | ratio, asked ≤ 2 | {ratio:F2} | |
            | of the exact {Top} found, {ExactProbes} probes a region, asked ≥ 0.99 | {recall:F4} | |
            """));
        return ratio <= 2 && recall >= 0.99 ? 0 : 1;
    }

    private static GalleryContent Content(Random random)
    {
        var curve = new PercentCurve(0, 0.3f, 0.6f);
        var content = new GalleryContent
        {
            Id = "search", Name = "Search", Version = "1.0.0", Space = "none",
            Regions = Enum.GetValues<FaceRegion>(),
            Dimensions = Dimensions,
            People = [.. Enumerable.Range(0, People).Select(i => new Person($"person-{i:D6}", $"Person {i}"))],
            Vectors = new float[People * Enum.GetValues<FaceRegion>().Length * Dimensions],
            Curves = new Dictionary<FaceRegion, PercentCurve> { [FaceRegion.Face] = curve },
        };
        for (var person = 0; person < People; person++)
        {
            for (var region = 0; region < content.Regions.Count; region++)
                Unit(random, content.Vector(person, region));
        }
        return content;
    }

    // Another photo of somebody: near their vector, as a real probe is.
    private static float[] Probe(GalleryContent content, Random random, int region)
    {
        var probe = new float[Dimensions];
        Unit(random, probe);
        TensorPrimitives.Add(probe, content.Vector(random.Next(People), region), probe);
        TensorPrimitives.Divide(probe, TensorPrimitives.Norm<float>(probe), probe);
        return probe;
    }

    private static double Recall(Gallery gallery, GalleryContent content, Random random)
    {
        var found = 0;
        foreach (var region in content.Regions)
        {
            for (var i = 0; i < ExactProbes; i++)
            {
                var probe = Probe(content, random, (int)region);
                var similarities = new float[People];
                for (var person = 0; person < People; person++)
                    similarities[person] = TensorPrimitives.Dot<float>(content.Vector(person, (int)region), probe);
                var order = Enumerable.Range(0, People).ToArray();
                Array.Sort(similarities, order);
                var exact = order[^Top..].ToHashSet();
                found += gallery.Search(region, probe, Top).Count(hit => exact.Contains(hit.Person));
            }
        }
        return (double)found / (ExactProbes * content.Regions.Count * Top);
    }

    private static void Unit(Random random, Span<float> vector)
    {
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
    }
}
