using System.Diagnostics;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Cli.Plans;

/// <summary>What a photo takes of this machine, on one core.</summary>
internal static class PlanMeasurement
{
    private const int Runs = 15;

    // A phone's 12 megapixels.
    private const int Width = 4032, Height = 3024;

    /// <summary>Decoding, both networks and the search, each by itself, so that any photo will do: the median, in milliseconds.</summary>
    public static double Of(ReadOnlyMemory<byte> photo, IPhotoCodec codec, ServingSet set, Gallery gallery, CancellationToken cancellationToken)
    {
        var stranger = new FaceEmbedding(new float[gallery.Dimensions * Enum.GetValues<FaceRegion>().Length], gallery.Dimensions);
        Action[] steps =
        [
            () => codec.Decode(photo, cancellationToken).Dispose(),
            set.Analyzer.WarmUp,
            () => FaceMatcher.Match(gallery, stranger, 5, [.. gallery.Regions]),
        ];
        return steps.Sum(step => MedianOf(step, cancellationToken));
    }

    /// <summary>A JPEG of a photo's size for who names none: soft shapes under grain, which compress about as photos do.</summary>
    public static byte[] Draw(IPhotoCodec codec)
    {
        using var picture = new Picture(Width, Height);
        var random = new Random(1);
        for (var y = 0; y < Height; y++)
        {
            var row = picture.Row(y);
            for (var x = 0; x < row.Length; x++)
                row[x] = (byte)(128 + 90 * Math.Sin(x / 900.0) * Math.Cos(y / 300.0) + random.Next(-6, 7));
        }
        using var jpeg = new MemoryStream();
        codec.Encode(picture, PhotoFormat.Jpeg, jpeg);
        return jpeg.ToArray();
    }

    private static double MedianOf(Action step, CancellationToken cancellationToken)
    {
        step();
        var times = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            step();
            times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return times.Order().ElementAt(Runs / 2);
    }
}
